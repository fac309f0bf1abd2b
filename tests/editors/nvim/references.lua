local t = require('helper')

local note = [[
# Day

Maria Lindqvist kept the gates shut [@harbour].

Later, Lindqvist opened them [@market; @harbour].
]]
local root = t.vault({ ['notes/day.md'] = note })
t.open(root, 'notes/day.md')
t.expect_codes({})

--- The places of the quickfix list: file and line, in order.
local function places()
  local items = vim.tbl_map(function(item)
    return ('%s:%d'):format(vim.fs.basename(vim.api.nvim_buf_get_name(item.bufnr)), item.lnum)
  end, t.wait('a list', function()
    local list = vim.fn.getqflist()
    return #list > 0 and list
  end))
  table.sort(items)
  vim.fn.setqflist({}, 'f')
  vim.cmd.cclose()
  return items
end

-- Of an actor: notes and articles.
t.stand_on('Lindqvist')
vim.lsp.buf.references()
t.equal(places(), { 'day.md:3', 'day.md:5', 'harbour.txt:3' })

-- Of an article: its citations.
vim.cmd.buffer('day.md')
t.stand_on('@harbour')
vim.lsp.buf.references({ includeDeclaration = false })
t.equal(places(), { 'day.md:3', 'day.md:5' })

-- Highlights: the other mentions in this note.
vim.cmd.buffer('day.md')
t.stand_on('Lindqvist')
vim.lsp.buf.document_highlight()
local shown = t.wait('highlights', function()
  local marks = vim.api.nvim_buf_get_extmarks(0, vim.api.nvim_create_namespace('nvim.lsp.references'), 0, -1, {})
  return #marks > 0 and marks
end)
t.equal(vim.tbl_map(function(mark) return mark[2] + 1 end, shown), { 3, 5 })
