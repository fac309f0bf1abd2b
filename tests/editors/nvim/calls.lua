local t = require('helper')

local articles = {
  ['articles/council.txt'] = 'date 2023-05-05 The council met.\n\n“Maria Lindqvist was right,” said Tomas Berg.\n',
  ['notes/day.md'] = '# Day\n\nTomas Berg spoke, and so did Maria Lindqvist.\n',
}
local root = t.vault(articles)
t.open(root, 'notes/day.md')
t.expect_codes({})

--- The quickfix list behind a question about the actor under the cursor.
local function ask(words, question)
  vim.cmd.buffer('day.md')
  t.stand_on(words)
  question()
  local list = t.wait('an answer on ' .. words, function()
    local list = vim.fn.getqflist()
    return #list > 0 and list
  end)
  vim.fn.setqflist({}, 'f')
  vim.cmd.cclose()
  return list
end

-- Who spoke of her, and of whom he spoke.
local spoke = ask('Lindqvist', vim.lsp.buf.incoming_calls)
t.contains(spoke[1].text, 'Tomas Berg')
t.equal(vim.fs.basename(vim.api.nvim_buf_get_name(spoke[1].bufnr)), 'council.txt')
t.contains(ask('Berg', vim.lsp.buf.outgoing_calls)[1].text, 'Maria Lindqvist')
