local t = require('helper')

local note = [[
# Day

Maria Lindqvist: “We will not open the gates before the storm has passed” [@harbour].
]]
local root = t.vault({ ['notes/day.md'] = note })
t.open(root, 'notes/day.md')
t.expect_codes({})

--- Jumps from `words` and answers where it led: file, and the text from there.
local function jump(words)
  t.stand_on(words)
  vim.lsp.buf.definition()
  t.wait('a jump from ' .. words, function() return vim.fs.basename(vim.api.nvim_buf_get_name(0)) ~= 'day.md' end)
  local column = vim.api.nvim_win_get_cursor(0)[2]
  local place = { vim.fs.basename(vim.api.nvim_buf_get_name(0)), vim.api.nvim_get_current_line():sub(column + 1) }
  vim.cmd.buffer('day.md')
  return place[1], place[2]
end

local file, text = jump('before the storm')
t.equal(file, 'harbour.txt')
t.contains(text, 'We will not open the gates')

file, text = jump('Lindqvist')
t.equal(file, 'harbour.txt')
t.contains(text, 'Maria Lindqvist')

file = jump('@harbour')
t.equal(file, 'harbour.txt')

-- CTRL-] works by the tag function that the client sets.
t.stand_on('Lindqvist')
t.equal(vim.bo.tagfunc, 'v:lua.vim.lsp.tagfunc')
vim.cmd.normal({ vim.keycode('<C-]>'), bang = true })
t.equal(vim.fs.basename(vim.api.nvim_buf_get_name(0)), 'harbour.txt')
