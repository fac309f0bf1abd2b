local t = require('helper')

local note = '# Day\n\nLindqvist: “We will not open the doors before the storm has passed” [@harbour].\n'
local root = t.vault({ ['notes/day.md'] = note })
local client = t.open(root, 'notes/day.md')
t.expect_codes({ 'misquote' })

-- :IbidCheck
vim.cmd.IbidCheck()
local list = t.wait('the quickfix list', function()
  local list = vim.fn.getqflist()
  return #list > 0 and list
end)
t.equal({ #list, list[1].lnum, list[1].type }, { 1, 3, 'E' })
t.contains(list[1].text, '[misquote]')
vim.cmd.cclose()

-- :IbidExplain, for the finding at the cursor
t.stand_on('doors')
vim.cmd.IbidExplain()
t.wait('the page', function() return vim.fn.getline(1) == '# misquote' end)
vim.cmd.close()
t.equal(require('ibid').codes('misq'), { 'misquote' })

-- :IbidRestart
vim.cmd.buffer('day.md')
vim.cmd.IbidRestart()
local fresh = t.wait('another server', function()
  local now = vim.lsp.get_clients({ name = 'ibid', bufnr = 0 })[1]
  return now and now.id ~= client.id and now
end)
t.equal(fresh.root_dir, root)
t.expect_codes({ 'misquote' })

-- :checkhealth ibid
vim.cmd.checkhealth('ibid')
local report = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
t.contains(report, root)
assert(not report:find('ERROR'), report)

-- The help is there, and its tags are sound.
local help = vim.api.nvim_get_runtime_file('doc/ibid.txt', false)[1]
vim.cmd.helptags(vim.fn.fnameescape(vim.fs.dirname(help)))
vim.cmd.help('ibid-commands')
t.equal(vim.fs.basename(vim.api.nvim_buf_get_name(0)), 'ibid.txt')
