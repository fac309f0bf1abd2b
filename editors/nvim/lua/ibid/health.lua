local M = {}

function M.check()
  local health = vim.health
  health.start('ibid')

  if vim.fn.has('nvim-0.11') == 1 then
    health.ok('Neovim ' .. tostring(vim.version()))
  else
    return health.error('Neovim 0.11 or later is needed')
  end

  local program = require('ibid').program()
  if vim.fn.executable(program) == 0 then
    return health.error(('`%s` is not to be found'):format(program), {
      'Build it with `cargo install --path .` in the folder of ibid, and see that ~/.cargo/bin is in $PATH',
      "or name it: vim.lsp.config('ibid', { cmd = { '/path/to/ibid', 'lsp' } })",
    })
  end
  local result = vim.system({ program, '--version' }, { text = true }):wait(2000)
  if result.code == 0 then
    health.ok(vim.trim(result.stdout) .. ' at ' .. vim.fn.exepath(program))
  else
    return health.error(('`%s --version` failed: %s'):format(program, vim.trim(result.stderr or '')))
  end

  local clients = vim.lsp.get_clients({ name = 'ibid' })
  if #clients == 0 then
    health.info('No buffer is served now: open a Markdown note, or an article beside one')
  end
  for _, client in ipairs(clients) do
    local count = vim.tbl_count(client.attached_buffers)
    health.ok(('%s: %d buffer%s, positions in %s'):format(client.root_dir or '(no folder)', count, count == 1 and '' or 's', client.offset_encoding))
    if client.root_dir and not vim.uv.fs_stat(vim.fs.joinpath(client.root_dir, 'ibid.toml')) then
      health.info('No ibid.toml there: articles are the text files of articles/, sources/, clippings/ and seeds/')
    end
  end
end

return M
