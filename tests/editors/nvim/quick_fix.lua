local t = require('helper')

local note = '# Day\n\nLindqvist: 😀 “We will not open the doors before the storm has passed” [@harbour].\n'
local root = t.vault({ ['notes/day.md'] = note })
t.open(root, 'notes/day.md')
t.expect_codes({ 'misquote' })

t.stand_on('doors')
vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.isPreferred end })
t.expect_codes({})
t.contains(vim.api.nvim_buf_get_lines(0, 2, 3, false)[1], '😀 “We will not open the gates before the storm has passed” [@harbour].')
