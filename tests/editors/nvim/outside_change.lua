local t = require('helper')

local note = '# Day\n\nLindqvist: “We will not open the doors before the storm has passed” [@harbour].\n'
local root = t.vault({ ['notes/day.md'] = note })
t.open(root, 'notes/day.md')
t.expect_codes({ 'misquote' })

-- Another program rewrites the article; nothing happens in the editor.
local text = t.articles['articles/harbour.txt']
t.write(vim.fs.joinpath(root, 'articles/harbour.txt'), (text:gsub('gates', 'doors')))
t.expect_codes({})

-- And takes it away.
vim.fn.delete(vim.fs.joinpath(root, 'articles/harbour.txt'))
t.expect_codes({ 'unknown-source' })
