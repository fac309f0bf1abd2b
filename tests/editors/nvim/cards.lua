local t = require('helper')

local card = [[
---
name: Maria Lindqvist
kind: person
---

Harbour master.
]]
local note = '# Day\n\nMaria Lindqvist kept the gates shut [@harbour].\n'
local root = t.vault({ ['actors/lindqvist.md'] = card, ['notes/day.md'] = note })
t.open(root, 'notes/day.md')
t.expect_codes({})

--- Where a jump from `words` leads: file and line.
local function jump(words, by)
  vim.cmd.buffer('day.md')
  t.stand_on(words)
  by()
  t.wait('a jump', function() return vim.fs.basename(vim.api.nvim_buf_get_name(0)) ~= 'day.md' end)
  return vim.fs.basename(vim.api.nvim_buf_get_name(0)), vim.api.nvim_get_current_line()
end

-- The type of an actor is its card; the implementation is what the actor said.
t.equal((jump('Lindqvist', vim.lsp.buf.type_definition)), 'lindqvist.md')
local file, line = jump('Lindqvist', vim.lsp.buf.implementation)
t.equal(file, 'harbour.txt')
t.contains(line, 'We will not open the gates')
