local t = require('helper')

local note = '# Day\n\nHe was late [@council].\n'
local root = t.vault({ ['notes/day.md'] = note })
local other = t.vault({ ['articles/council.txt'] = 'date 2023-05-05 He was late.\n', ['notes/far.md'] = note })
local client = t.open(root, 'notes/day.md')
t.expect_codes({ 'unknown-source' })

-- A folder more: one server, and a corpus of its own.
vim.lsp.buf.add_workspace_folder(other)
t.equal(vim.lsp.buf.list_workspace_folders(), { root, other })
local far = vim.uri_from_fname(vim.fs.joinpath(other, 'notes/far.md'))
t.wait('the other folder', function()
  local found = client:request_sync('workspace/symbol', { query = 'council' }, 5000).result
  return #found > 0 and vim.startswith(found[1].location.uri, vim.uri_from_fname(other))
end)
local reports = client:request_sync('workspace/diagnostic', { previousResultIds = {} }, 5000).result.items
local found = {}
for _, report in ipairs(reports) do
  found[report.uri] = #report.items
end
t.equal({ found[far], found[vim.uri_from_bufnr(0)] }, { 0, 1 })

vim.lsp.buf.remove_workspace_folder(other)
t.wait('its going', function() return #client:request_sync('workspace/symbol', { query = 'council' }, 5000).result == 0 end)
