local t = require('helper')

local note = [[
# Day

Maria Lindqvist said on 4 May 2023: “We will not open the gates before the storm has passed” [@harbour].
]]
local root = t.vault({ ['notes/day.md'] = note })
t.open(root, 'notes/day.md')
t.expect_codes({})

local name = t.hover('Lindqvist')
t.contains(name, 'Maria Lindqvist')
t.contains(name, 'gates before the storm')
t.contains(t.hover('open the gates'), 'Lindqvist')
t.contains(t.hover('4 May 2023'), 'Thursday')
t.contains(t.hover('@harbour'), '4 May 2023')

-- In the article itself.
t.open(root, 'articles/harbour.txt')
t.contains(t.hover('Tuesday'), '2 May 2023')
