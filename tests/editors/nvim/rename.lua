local t = require('helper')

local notes = {
  ['notes/day.md'] = '# Day\n\nMaria Lindqvist said: “We will not open the gates before the storm has passed” [@harbour].\n',
  ['notes/week.md'] = '# Week\n\nLater Maria Lindqvist, as [@harbour] has it, and [[harbour]] says it of Lindqvist too.\n',
}
local root = t.vault(notes)
t.open(root, 'notes/day.md')
t.expect_codes({})

--- The third line of a note, as it stands in the editor.
local function line(name)
  local buffer = vim.fn.bufadd(vim.fs.joinpath(root, 'notes', name))
  vim.fn.bufload(buffer)
  return vim.api.nvim_buf_get_lines(buffer, 2, 3, false)[1]
end

-- An actor, in every note.
t.stand_on('Lindqvist')
vim.lsp.buf.rename('Marja Lindqvist')
t.wait('the new name', function() return line('day.md'):find('Marja Lindqvist said', 1, true) end)
t.contains(line('week.md'), 'Later Marja Lindqvist')
vim.cmd.wall()

-- The file of an article, with its citations.
t.open(root, 'articles/harbour.txt')
vim.cmd.IbidMove('brightwater.txt')
t.equal(vim.fs.basename(vim.api.nvim_buf_get_name(0)), 'brightwater.txt')
assert(vim.uv.fs_stat(vim.fs.joinpath(root, 'articles/brightwater.txt')) and not vim.uv.fs_stat(vim.fs.joinpath(root, 'articles/harbour.txt')))
t.contains(line('day.md'), '[@brightwater]')
t.contains(line('week.md'), '[@brightwater] has it, and [[brightwater]]')
vim.cmd.buffer('day.md')
t.expect_codes({})

-- What is there is not overwritten.
vim.cmd.buffer('brightwater.txt')
local said
vim.notify = function(message) said = message end
vim.cmd.IbidMove('market.txt')
t.contains(said, 'is there already')
t.equal(vim.fs.basename(vim.api.nvim_buf_get_name(0)), 'brightwater.txt')
