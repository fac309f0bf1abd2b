local t = require('helper')

local note = [[
# Day

## Said

> “Nobody sells cod
> for less than ten crowns,” [@market].

## Seen

It was closed [@harbour].
]]
local root = t.vault({ ['notes/day.md'] = note })
t.open(root, 'notes/day.md')
t.expect_codes({})

vim.wo.foldmethod, vim.wo.foldexpr = 'expr', 'v:lua.vim.lsp.foldexpr()'
t.wait('folds', function() return vim.fn.foldlevel(6) > vim.fn.foldlevel(8) end)
assert(vim.fn.foldlevel(3) >= 1, 'a section folds')
vim.cmd('normal! zM')
t.equal({ vim.fn.foldclosed(1), vim.fn.foldclosedend(1) }, { 1, 10 })
