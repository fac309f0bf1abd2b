local t = require('helper')

local note = '# Day\n\nLindqvist: “We will not open the doors before the storm has passed” [@harbour].\n'
local root = t.vault({ ['notes/day.md'] = note, ['notes/other.md'] = note })

--- Starts a server for a client of these abilities, and answers what was pushed of each note: its version.
local function start(capabilities)
  local versions = {}
  vim.lsp.config('ibid', {
    capabilities = capabilities,
    handlers = {
      ['textDocument/publishDiagnostics'] = function(problem, told, context)
        versions[vim.fs.basename(vim.uri_to_fname(told.uri))] = told.version or 'none'
        vim.lsp.handlers['textDocument/publishDiagnostics'](problem, told, context)
      end,
    },
  })
  for _, old in ipairs(vim.lsp.get_clients({ name = 'ibid' })) do
    old:stop()
    t.wait('the end of the server', function() return old:is_stopped() end)
  end
  vim.diagnostic.reset()
  vim.lsp.enable('ibid', false)
  vim.lsp.enable('ibid')
  vim.cmd.edit(vim.fs.joinpath(root, 'notes/day.md'))
  local client = t.wait('the server', function() return vim.lsp.get_clients({ name = 'ibid', bufnr = 0 })[1] end)
  t.expect_codes({ 'misquote' })
  return client, versions
end

-- A client that does not ask is told, of open notes with the version that was checked.
local client, versions = start({ textDocument = { publishDiagnostics = { versionSupport = true } } })
assert(not client:supports_method('textDocument/diagnostic'))
t.equal(type(versions['day.md']), 'number')

-- One that asks is answered, and nothing is pushed to it.
client, versions = start({
  textDocument = { diagnostic = { dynamicRegistration = false } },
  workspace = { diagnostics = { refreshSupport = true } },
})
assert(client:supports_method('textDocument/diagnostic'))
t.equal(versions, {})
local all = client:request_sync('workspace/diagnostic', { previousResultIds = {} }, 5000).result.items
t.equal(#all, 2)
