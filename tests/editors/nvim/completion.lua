local t = require('helper')

local root = t.vault({ ['notes/day.md'] = '# Day\n\n\n', ['ibid.toml'] = '[rules]\n\n' })
local client = t.open(root, 'notes/day.md')
t.expect_codes({})

--- Writes a line, and answers what is proposed at its end.
local function propose(line)
  vim.api.nvim_buf_set_lines(0, -2, -1, false, { line })
  vim.api.nvim_win_set_cursor(0, { vim.api.nvim_buf_line_count(0), #line })
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params.position.character = #line -- the cursor of Normal mode stands on the last letter
  return t.wait('proposals behind ' .. line, function()
    local answer = client:request_sync('textDocument/completion', params, 5000)
    return answer.result and #answer.result.items > 0 and answer.result.items
  end)
end

local key = propose('It was closed [@har')[1]
t.equal(key.label, 'harbour')
t.contains(key.detail, '4 May 2023')
local passage = client:request_sync('completionItem/resolve', key, 5000).result.documentation.value
t.contains(passage, 'was closed on Tuesday')

t.contains(propose('She said: “We will not')[1].textEdit.newText, 'before the storm has passed” [@harbour]')

-- CTRL-X CTRL-O asks for them.
t.equal(vim.bo.omnifunc, 'v:lua.vim.lsp.omnifunc')

-- The settings file.
vim.cmd.edit(vim.fs.joinpath(root, 'ibid.toml'))
t.wait('the server', function() return vim.lsp.get_clients({ name = 'ibid', bufnr = 0 })[1] end)
local rules = vim.tbl_map(function(item) return item.label end, propose('mis'))
assert(vim.list_contains(rules, 'misquote'), vim.inspect(rules))
t.equal(propose('misquote = "wa')[4].textEdit.newText, '"warning"')
