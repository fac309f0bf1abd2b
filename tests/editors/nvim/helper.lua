-- What every test here needs: a folder of its own with articles and notes, and ways to wait for the server.

local M = {}

local here = vim.fs.dirname(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p'))

M.articles = {
  ['articles/harbour.txt'] = [[
date 2023-05-04 The harbour of Brightwater was closed on Tuesday, the port authority said.

“We will not open the gates before the storm has passed,” said Maria Lindqvist, the harbour master.

About 40 ships were waiting outside.
]],
  ['articles/market.txt'] = [[
date 2023-05-06 Fish became dear in Brightwater this week.

“Nobody sells cod for less than ten crowns,” said Tomas Berg, who keeps a stall.
]],
}

--- Makes a folder of these files (path → text) beside the articles; answers its path.
function M.vault(files)
  local root = vim.uv.fs_realpath(vim.uv.fs_mkdtemp(vim.fs.joinpath(vim.uv.os_tmpdir(), 'ibid-XXXXXX')))
  for path, text in pairs(vim.tbl_extend('force', M.articles, files)) do
    path = vim.fs.joinpath(root, path)
    vim.fn.mkdir(vim.fs.dirname(path), 'p')
    M.write(path, text)
  end
  return root
end

function M.write(path, text)
  local file = assert(io.open(path, 'w'))
  file:write(text)
  file:close()
end

--- Waits until `ready` answers something, and answers it.
function M.wait(what, ready, milliseconds)
  local result
  vim.wait(milliseconds or 15000, function()
    result = ready()
    return result
  end, 20)
  assert(result, 'waited in vain for ' .. what)
  return result
end

function M.equal(got, expected)
  assert(vim.deep_equal(got, expected), ('got %s\nexpected %s'):format(vim.inspect(got), vim.inspect(expected)))
end

--- Opens a file of the vault and waits until the server has it, and has read the articles.
function M.open(root, path)
  vim.cmd.edit(vim.fn.fnameescape(vim.fs.joinpath(root, path)))
  local client = M.wait('the server', function() return vim.lsp.get_clients({ name = 'ibid', bufnr = 0 })[1] end)
  M.wait('the articles', function()
    local answer = client:request_sync('workspace/symbol', { query = '' }, 5000)
    return answer and answer.result and #answer.result > 0
  end)
  return client
end

--- The codes of the findings in the current buffer, by place.
function M.codes()
  local findings = vim.diagnostic.get(0)
  table.sort(findings, function(a, b) return a.lnum < b.lnum or a.lnum == b.lnum and a.col < b.col end)
  return vim.tbl_map(function(finding) return finding.code end, findings)
end

--- Waits until the findings are these, and stay so for a moment.
function M.expect_codes(expected)
  local since
  local ok = vim.wait(15000, function()
    if not vim.deep_equal(M.codes(), expected) then since = nil end
    since = vim.deep_equal(M.codes(), expected) and (since or vim.uv.now()) or nil
    return since and vim.uv.now() - since > 400
  end, 20)
  if not ok then M.equal(M.codes(), expected) end
end

--- Puts the cursor on the first letter of `words`.
function M.stand_on(words)
  for row, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(words, 1, true)
    if column then return vim.api.nvim_win_set_cursor(0, { row, column - 1 }) end
  end
  error('“' .. words .. '” is not in this buffer')
end

--- What a hover over `words` shows.
function M.hover(words)
  M.stand_on(words)
  vim.lsp.buf.hover({ silent = true })
  return M.wait('a hover over ' .. words, function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
        vim.api.nvim_win_close(window, true)
        return table.concat(lines, '\n')
      end
    end
  end)
end

function M.contains(text, words) assert(text:find(words, 1, true), ('“%s” is not in:\n%s'):format(words, text)) end

--- Runs one test file once Neovim has started; leaves with code 1 when it fails.
function M.run(path)
  vim.opt.runtimepath:prepend(vim.fs.normalize(vim.fs.joinpath(here, '../../../editors/nvim')))
  vim.cmd.filetype('plugin on') -- which -u NONE leaves off
  vim.cmd.runtime('plugin/ibid.lua')
  package.loaded.helper = M
  vim.schedule(function()
    local ok, problem = xpcall(dofile, debug.traceback, path)
    if ok then return vim.cmd('qall!') end
    io.stderr:write(problem, '\n')
    vim.cmd.cquit()
  end)
end

return M
