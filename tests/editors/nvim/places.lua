-- What Neovim has no command of its own for (in this version), asked of the server through its client.
local t = require('helper')

local note = [[
# Day

Maria Lindqvist said: “We will not open the gates before the storm has passed” [@harbour].

Cod was dear.[^1]

[^1]: As [@market] has it.
]]
local root = t.vault({ ['notes/day.md'] = note })
local client = t.open(root, 'notes/day.md')
t.expect_codes({})

local document = vim.lsp.util.make_text_document_params(0)
local function ask(method, params)
  local answer = assert(client:request_sync(method, vim.tbl_extend('error', { textDocument = document }, params or {}), 5000))
  assert(not answer.err, vim.inspect(answer.err))
  return answer.result
end
--- The words of a range; one may end behind the last line.
local function words(range)
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') .. '\n'
  local byte = function(place)
    return (place.line == 0 and 0 or vim.api.nvim_buf_get_offset(0, math.min(place.line, vim.api.nvim_buf_line_count(0)))) + place.character
  end
  return text:sub(byte(range.start) + 1, byte(range['end']))
end

-- Links: from a key to its article.
local link = ask('textDocument/documentLink')[1]
t.contains(words(link.range), 'harbour')
local followed = link.target and link or client:request_sync('documentLink/resolve', link, 5000).result
t.equal(vim.uri_to_fname((followed.target:gsub('#.*', ''))), vim.fs.joinpath(root, 'articles/harbour.txt'))

-- Selections: word, quotation, claim, paragraph.
t.stand_on('gates')
local row, column = unpack(vim.api.nvim_win_get_cursor(0))
local selection = ask('textDocument/selectionRange', { positions = { { line = row - 1, character = column } } })[1]
local grown = {}
while selection do
  table.insert(grown, words(selection.range))
  selection = selection.parent
end
t.equal(grown[1], 'gates')
t.contains(table.concat(grown, '\n'), 'We will not open the gates before the storm has passed\n')
t.contains(grown[#grown], 'Maria Lindqvist said')

-- Linked places: the label of a footnote and its mark change together.
t.stand_on('1]:')
row, column = unpack(vim.api.nvim_win_get_cursor(0))
local linked = ask('textDocument/linkedEditingRange', { position = { line = row - 1, character = column } })
t.equal(vim.tbl_map(words, linked.ranges), { '1', '1' })
