local t = require('helper')

local note = '# Day\n\nLindqvist kept the gates shut [@harbour].\n\nAbout 40 ships were waiting [@harbour].\n\nThere were 90 ships.\n'
local root = t.vault({ ['notes/day.md'] = note })
t.open(root, 'notes/day.md')
t.expect_codes({ 'unsourced-claim' })

--- The title of the first lens that the buffer shows.
local function lens()
  return t.wait('a lens', function()
    vim.lsp.codelens.refresh({ bufnr = 0 })
    vim.wait(100)
    local lenses = vim.lsp.codelens.get(0)
    return lenses[1] and lenses[1].command and lenses[1]
  end)
end

t.contains(lens().command.title, 'without a source')
vim.api.nvim_win_set_cursor(0, { lens().range.start.line + 1, 0 })
vim.lsp.codelens.run()
t.wait('the claim without a source', function() return vim.api.nvim_win_get_cursor(0)[1] == 7 end)

-- An article's lens leads to the notes that cite it.
t.open(root, 'articles/harbour.txt')
t.equal(lens().command.title, 'Cited by 1 note')
vim.api.nvim_win_set_cursor(0, { 1, 0 })
vim.lsp.codelens.run()
local list = t.wait('the citations', function()
  local list = vim.fn.getqflist()
  return #list > 0 and list
end)
t.equal(vim.tbl_map(function(item) return item.lnum end, list), { 3, 5 })
