local t = require('helper')

local note = [[
# Day

Lindqvist: “We will not open the doors before the storm has passed” [@harbour].

Berg: “Nobody sells cod for less than five crowns” [@market].
]]
local root = t.vault({ ['notes/day.md'] = note })
t.open(root, 'notes/day.md')
t.expect_codes({ 'misquote', 'misquote' })

vim.lsp.buf.code_action({ context = { only = { 'source.fixAll.ibid' }, diagnostics = {} }, apply = true })
t.expect_codes({})
local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
t.contains(text, 'open the gates')
t.contains(text, 'ten crowns')

-- “This is intentional” silences a finding at its place.
vim.api.nvim_buf_set_lines(0, 4, 5, false, { 'Berg: “Nobody sells cod for less than five crowns” [@market].' })
t.expect_codes({ 'misquote' })
t.stand_on('five')
vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title:find('intentional') end })
t.expect_codes({})
