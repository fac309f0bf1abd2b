local t = require('helper')

local note = '# Day\n\n😀 Maria Lindqvist saw 40 ships on 2 May 2023: “We will not open the gates before the storm has passed” [@harbour].\n'
local root = t.vault({ ['notes/day.md'] = note })
t.open(root, 'notes/day.md')
t.expect_codes({})

--- The kinds of what stands under `words`.
local function kinds(words)
  t.stand_on(words)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local tokens = vim.lsp.semantic_tokens.get_at_pos(0, row - 1, column) or {}
  return vim.tbl_map(function(token) return token.type end, tokens)
end

t.wait('tokens', function() return #kinds('Lindqvist') > 0 end)
t.equal(kinds('Lindqvist'), { 'class' })
t.equal(kinds('40 ships'), { 'number' })
t.equal(kinds('2 May'), { 'event' })
t.equal(kinds('open the gates'), { 'string' })
t.equal(kinds('harbour'), { 'property' })
t.equal(kinds('saw'), {})

-- And behind an edit, which is sent as a change of the tokens.
vim.api.nvim_buf_set_text(0, 2, 0, 2, 0, { 'Then Tomas Berg and ' })
t.wait('new tokens', function()
  return vim.deep_equal(kinds('Berg'), { 'class' }) and vim.deep_equal(kinds('40 ships'), { 'number' })
end)
t.equal(kinds('saw'), {})
