local t = require('helper')

local note = [[
# Day

## The harbour

Maria Lindqvist kept the gates shut on 2 May 2023 [@harbour].
]]
local root = t.vault({ ['notes/day.md'] = note })
t.open(root, 'notes/day.md')
t.expect_codes({})

-- The outline of a note: headings, and the claims under them.
local outline
vim.lsp.buf.document_symbol({ on_list = function(list) outline = list.items end })
t.wait('an outline', function() return outline end)
local lines = vim.tbl_map(function(item) return ('%d %s'):format(item.lnum, item.text) end, outline)
t.equal(#lines, 3)
t.contains(lines[1], 'Day')
t.contains(lines[2], 'The harbour')
t.contains(lines[3], 'Maria Lindqvist kept the gates shut')

--- The names that a search over the workspace finds, with their kinds.
local function find(query)
  local client = vim.lsp.get_clients({ name = 'ibid' })[1]
  local answer = client:request_sync('workspace/symbol', { query = query }, 5000)
  return vim.tbl_map(function(symbol) return vim.lsp.protocol.SymbolKind[symbol.kind] .. ' ' .. symbol.name end, answer.result)
end
t.equal(find('harbour')[1], 'File harbour')
t.contains(table.concat(find('lindq'), '\n'), 'Class Maria Lindqvist')
t.contains(table.concat(find('cod crowns'), '\n'), 'Field ')
local overview = table.concat(find(''), '\n')
for _, name in ipairs({ 'File market', 'File harbour', 'Class Tomas Berg' }) do
  t.contains(overview, name)
end

-- :IbidActor goes where an article introduces somebody.
vim.cmd.IbidActor('lindq')
t.wait('the article', function() return vim.fs.basename(vim.api.nvim_buf_get_name(0)) == 'harbour.txt' end)
local column = vim.api.nvim_win_get_cursor(0)[2]
t.contains(vim.api.nvim_get_current_line():sub(column + 1, column + 15), 'Maria Lindqvist')
