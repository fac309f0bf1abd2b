local t = require('helper')

local root = t.vault({ ['notes/day.md'] = '# Day\n\nNothing.\n' })
t.open(root, 'notes/day.md')
t.expect_codes({})
t.open(root, 'articles/harbour.txt')
vim.lsp.inlay_hint.enable(true)

local hint = t.wait('a hint', function() return vim.lsp.inlay_hint.get({ bufnr = 0 })[1] end).inlay_hint
t.equal({ hint.position.line, hint.label }, { 0, '= 2 May 2023' })
t.contains(vim.api.nvim_get_current_line():sub(1, hint.position.character), 'closed on Tuesday')

-- It says why when it is looked at.
local client = vim.lsp.get_clients({ name = 'ibid', bufnr = 0 })[1]
local resolved = hint.tooltip and hint or client:request_sync('inlayHint/resolve', hint, 5000).result
assert(resolved.tooltip, vim.inspect(resolved))
