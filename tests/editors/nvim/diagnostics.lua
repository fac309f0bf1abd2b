local t = require('helper')

local note = [[
# Day

The harbour master said: “We will not open the doors before the storm has passed” [@harbour].

It was closed on Monday, May 2, 2023 [@harbour].

“Nobody sells cod for less than ten crowns,” said Tomas Berg [@harbuor].
]]
local root = t.vault({ ['notes/day.md'] = note })
t.open(root, 'notes/day.md')
t.expect_codes({ 'misquote', 'weekday-mismatch', 'unknown-source' })

local misquote = vim.diagnostic.get(0, { lnum = 2 })[1]
t.equal({ misquote.severity, misquote.source }, { vim.diagnostic.severity.ERROR, 'ibid' })
t.equal(vim.api.nvim_buf_get_text(0, misquote.lnum, misquote.col, misquote.end_lnum, misquote.end_col, {}), { 'doors' })
t.contains(misquote.message, 'gates')

-- An edit that is not saved is answered: a wrong key more, then none.
vim.api.nvim_buf_set_lines(0, -1, -1, false, { '', '“FSB pawns” [@nobody].' })
t.expect_codes({ 'misquote', 'weekday-mismatch', 'unknown-source', 'unknown-source' })
vim.api.nvim_buf_set_lines(0, 2, -1, false, { 'Nothing to see.' })
t.expect_codes({})
assert(vim.bo.modified, 'the note was saved')
