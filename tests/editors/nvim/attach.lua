local t = require('helper')

local root = t.vault({ ['notes/day.md'] = '# Day\n', ['elsewhere/list.txt'] = 'Bread, milk.\n' })

local client = t.open(root, 'notes/day.md')
t.equal(client.root_dir, root)
t.equal(client.offset_encoding, 'utf-8')
t.equal(client.server_info.name, 'ibid')

-- An article is served by the same server.
t.equal(t.open(root, 'articles/harbour.txt').id, client.id)

-- A text file that is no article is left alone.
local list = t.vault({})
vim.fn.delete(vim.fs.joinpath(list, 'articles'), 'rf')
t.write(vim.fs.joinpath(list, 'list.txt'), 'Bread, milk.\n')
vim.cmd.edit(vim.fs.joinpath(list, 'list.txt'))
vim.wait(300)
t.equal(vim.lsp.get_clients({ bufnr = 0 }), {})
