-- ibid for Neovim's own client (:help vim.lsp.config). Change any field with vim.lsp.config('ibid', {...}).

-- Folders whose text files are articles when there is no ibid.toml, as the server has it.
local article_folders = { 'articles', 'sources', 'clippings', 'seeds' }

--- The folder that holds notes and articles, for a file; nil when ibid has no business with it.
local function root_of(bufnr)
  local name = vim.api.nvim_buf_get_name(bufnr)
  -- Of TOML files, its own alone.
  if vim.bo[bufnr].filetype == 'toml' then return vim.fs.basename(name) == 'ibid.toml' and vim.fs.dirname(name) or nil end
  local root = vim.fs.root(bufnr, 'ibid.toml')
  if root then return root end
  root = vim.fs.root(bufnr, function(name) return vim.list_contains(article_folders, name) end)
  if root then return root end
  -- A lone note may still cite; a lone text file is just a text file.
  if vim.bo[bufnr].filetype == 'markdown' then
    return vim.fs.root(bufnr, '.git') or vim.fs.dirname(name)
  end
end

return {
  cmd = { 'ibid', 'lsp' },
  filetypes = { 'markdown', 'text', 'toml' },
  root_dir = function(bufnr, start)
    local root = root_of(bufnr)
    if root and root ~= '' then start(root) end
  end,
  -- What a code lens does when it is run (gra has the fixes; lenses: :help ibid-more).
  commands = {
    ['ibid.showReferences'] = function(command, context)
      local _, _, places = unpack(command.arguments)
      require('ibid').show(command.title, places, context.client_id)
    end,
  },
  -- Severities by code and globs, as in ibid.toml: { rules = { ['misquote'] = 'warning' } }
  settings = { ibid = vim.empty_dict() },
}
