-- ibid for Neovim's own client (:help vim.lsp.config). Change any field with vim.lsp.config('ibid', {...}).

-- Folders whose text files are articles when there is no ibid.toml, as the server has it.
local article_folders = { 'articles', 'sources', 'clippings', 'seeds' }

--- The folder that holds notes and articles, for a file; nil when ibid has no business with it.
local function root_of(bufnr)
  local root = vim.fs.root(bufnr, 'ibid.toml')
  if root then return root end
  root = vim.fs.root(bufnr, function(name) return vim.list_contains(article_folders, name) end)
  if root then return root end
  -- A lone note may still cite; a lone text file is just a text file.
  if vim.bo[bufnr].filetype == 'markdown' then
    return vim.fs.root(bufnr, '.git') or vim.fs.dirname(vim.api.nvim_buf_get_name(bufnr))
  end
end

return {
  cmd = { 'ibid', 'lsp' },
  filetypes = { 'markdown', 'text' },
  root_dir = function(bufnr, start)
    local root = root_of(bufnr)
    if root and root ~= '' then start(root) end
  end,
  -- Severities by code and globs, as in ibid.toml: { rules = { ['misquote'] = 'warning' } }
  settings = { ibid = vim.empty_dict() },
}
