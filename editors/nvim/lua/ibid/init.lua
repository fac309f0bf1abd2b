local M = {}

--- The program that the client is set to run.
function M.program() return vim.lsp.config.ibid.cmd[1] end

local function client() return vim.lsp.get_clients({ name = 'ibid', bufnr = 0 })[1] or vim.lsp.get_clients({ name = 'ibid' })[1] end

local function root()
  local attached = client()
  return attached and attached.root_dir or vim.fn.getcwd()
end

local function complain(message) vim.notify('ibid: ' .. vim.trim(message), vim.log.levels.ERROR) end

--- Runs the program; `done` gets what it printed, unless it could not run.
local function run(arguments, done)
  local command = vim.list_extend({ M.program() }, arguments)
  local started, problem = pcall(vim.system, command, { cwd = root(), text = true }, function(result)
    vim.schedule(function()
      if result.code == 2 then return complain(result.stderr) end
      done(result.stdout)
    end)
  end)
  if not started then complain(tostring(problem)) end
end

local kinds = { error = 'E', warning = 'W', information = 'I', hint = 'N' }

--- Checks every note of the workspace, as saved, and opens the quickfix list.
function M.check()
  local top = root()
  run({ 'check', '--workspace', top, '--format', 'jsonl' }, function(output)
    local items = {}
    for line in vim.gsplit(output, '\n', { trimempty = true }) do
      local finding = vim.json.decode(line)
      table.insert(items, {
        filename = vim.fs.joinpath(top, finding.path),
        lnum = finding.line,
        end_lnum = finding.end_line,
        -- Columns of the quickfix list are bytes; the nearest that a line of code points gives is good enough
        -- to land on the word.
        col = finding.column,
        vcol = 1,
        type = kinds[finding.severity],
        text = ('%s [%s]'):format(finding.message, finding.code),
      })
    end
    vim.fn.setqflist({}, ' ', { title = 'ibid check', items = items })
    if #items == 0 then
      vim.cmd.cclose()
      vim.notify('ibid: nothing found')
    else
      vim.cmd.copen()
    end
  end)
end

local known

--- The codes that begin with `typed`, for completion.
function M.codes(typed)
  if not known then
    local ran, result = pcall(function() return vim.system({ M.program(), 'explain' }, { text = true }):wait(2000) end)
    if not ran or result.code ~= 0 then return {} end
    known = vim.tbl_map(function(line) return line:match('^%S+') end, vim.split(result.stdout, '\n', { trimempty = true }))
  end
  return vim.tbl_filter(function(code) return vim.startswith(code, typed) end, known)
end

--- The code of the finding at the cursor, else of the first one in its line.
local function code_here()
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local first
  for _, finding in ipairs(vim.diagnostic.get(0, { lnum = row - 1 })) do
    if finding.source == 'ibid' then
      first = first or finding.code
      if finding.col <= column and column < finding.end_col then return finding.code end
    end
  end
  return first
end

--- Shows the page of a diagnostic in a window of its own.
function M.explain(code)
  code = code ~= '' and code or code_here()
  if not code then return complain('no finding of ibid here; give a code, e.g. :IbidExplain misquote') end
  run({ 'explain', code }, function(page)
    vim.cmd.new()
    vim.bo.buftype, vim.bo.bufhidden, vim.bo.swapfile = 'nofile', 'wipe', false
    vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(vim.trim(page), '\n'))
    vim.bo.filetype, vim.bo.modifiable = 'markdown', false
    vim.keymap.set('n', 'q', '<Cmd>close<CR>', { buffer = true, nowait = true })
  end)
end

--- Shows places (LSP's locations): a single one at once, several in the quickfix list.
function M.show(title, places, client_id)
  local attached = vim.lsp.get_client_by_id(client_id)
  if #places == 0 then return vim.notify('ibid: there is nothing to show') end
  if #places == 1 then return vim.lsp.util.show_document(places[1], attached.offset_encoding, { focus = true }) end
  local items = vim.lsp.util.locations_to_items(places, attached.offset_encoding)
  vim.fn.setqflist({}, ' ', { title = title, items = items })
  vim.cmd.copen()
end

-- Whom the server's symbols stand for: persons, organisations, places, groups, others.
local actor_kinds = { [5] = true, [2] = true, [3] = true, [11] = true, [19] = true }

--- Lets the user choose an actor whose name is like `name`, and goes where the articles introduce it.
function M.actor(name)
  local attached = client()
  if not attached then return complain('no server runs here') end
  attached:request('workspace/symbol', { query = name }, function(problem, symbols)
    if problem then return complain(problem.message) end
    local actors = vim.tbl_filter(function(symbol) return actor_kinds[symbol.kind] end, symbols or {})
    if #actors == 0 then return vim.notify(('ibid: nobody is called “%s” in the articles'):format(name)) end
    local function go(actor)
      if not actor then return end
      vim.cmd.normal({ "m'", bang = true }) -- for CTRL-O
      vim.lsp.util.show_document(actor.location, attached.offset_encoding, { focus = true })
    end
    if #actors == 1 then return go(actors[1]) end
    local line = function(actor) return ('%s  (%s)'):format(actor.name, actor.containerName or '') end
    vim.ui.select(actors, { prompt = 'Whom?', format_item = line }, go)
  end)
end

--- Gives the file of this buffer another name (a path from its folder); citations follow an article.
function M.move(name)
  local attached = vim.lsp.get_clients({ name = 'ibid', bufnr = 0 })[1]
  if not attached then return complain('no server runs here') end
  local old = vim.api.nvim_buf_get_name(0)
  local new = vim.fs.normalize(vim.fs.joinpath(vim.fs.dirname(old), name))
  if vim.uv.fs_stat(new) then return complain(new .. ' is there already') end
  if vim.bo.modified then vim.cmd.write() end
  local files = { files = { { oldUri = vim.uri_from_fname(old), newUri = vim.uri_from_fname(new) } } }
  local answer = attached:request_sync('workspace/willRenameFiles', files, 2000)
  if answer and answer.result then vim.lsp.util.apply_workspace_edit(answer.result, attached.offset_encoding) end
  vim.fn.mkdir(vim.fs.dirname(new), 'p')
  vim.lsp.util.rename(old, new)
  attached:notify('workspace/didRenameFiles', files)
end

--- Stops the server and starts it again for every buffer it served.
function M.restart()
  local clients = vim.lsp.get_clients({ name = 'ibid' })
  vim.lsp.stop_client(clients)
  local gone = function()
    return vim.iter(clients):all(function(old) return old:is_stopped() end)
  end
  if not vim.wait(3000, gone, 20) then vim.lsp.stop_client(clients, true) end
  -- Neovim keeps what a stopped server pushed; the new one says it again.
  for _, old in ipairs(clients) do
    vim.diagnostic.reset(vim.lsp.diagnostic.get_namespace(old.id))
  end
  vim.lsp.enable('ibid', false)
  vim.lsp.enable('ibid')
end

return M
