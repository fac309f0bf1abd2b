-- Prints what this Neovim received of findings, hovers and jumps; for editors/try --print.

local note = vim.api.nvim_get_current_buf()

local function say(text) io.stdout:write(text, '\n') end

local function title(text) say('\n== ' .. text .. ' ' .. ('='):rep(math.max(3, 74 - vim.fn.strwidth(text)))) end

local function wait_for(what, ready)
  if vim.wait(15000, ready, 20) then return end
  say('nothing came of: ' .. what)
  vim.cmd.cquit()
end

--- Puts the cursor on the first place of the note where `words` stand.
local function stand_on(words)
  for row, line in ipairs(vim.api.nvim_buf_get_lines(note, 0, -1, false)) do
    local column = line:find(words, 1, true)
    -- Titles hold no claims; the body is what a reader hovers over.
    if column and row > 5 and not line:match('^#') then
      vim.api.nvim_win_set_cursor(0, { row, column - 1 })
      return
    end
  end
  say('“' .. words .. '” is not in the note')
  vim.cmd.cquit()
end

local function relative(path) return vim.fs.basename(vim.fs.dirname(path)) .. '/' .. vim.fs.basename(path) end

wait_for('the server', function() return #vim.lsp.get_clients({ name = 'ibid', bufnr = note }) > 0 end)
local client = vim.lsp.get_clients({ name = 'ibid', bufnr = note })[1]
say(('%s %s, positions in %s'):format(client.server_info.name, client.server_info.version, client.offset_encoding))

-- Findings come more than once while the articles are still being read: take them when they rest.
local last = vim.uv.now()
vim.api.nvim_create_autocmd('DiagnosticChanged', { callback = function() last = vim.uv.now() end })
wait_for('diagnostics', function() return #vim.diagnostic.get(note) > 0 and vim.uv.now() - last > 700 end)

title('Findings')
local names = { 'error', 'warning', 'information', 'hint' }
local findings = vim.diagnostic.get(note)
table.sort(findings, function(a, b) return a.lnum < b.lnum or a.lnum == b.lnum and a.col < b.col end)
for _, finding in ipairs(findings) do
  say(('%d:%d %s: %s [%s]'):format(finding.lnum + 1, finding.col + 1, names[finding.severity], finding.message, finding.code))
end

--- The text of the window that a hover opened.
local function hover_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
      vim.api.nvim_win_close(window, true)
      return table.concat(lines, '\n')
    end
  end
end

local name, quotation = { 'a name', 'Lavrov' }, { 'a quotation', 'there could be a telephone call' }
local hovers = { name, quotation, { 'a date', '11 January 2022' } }
local jumps = { name, quotation, { 'a citation', '@000' } }

for _, stop in ipairs(hovers) do
  title(('Hover over %s: %s'):format(stop[1], stop[2]))
  stand_on(stop[2])
  vim.lsp.buf.hover({ silent = true })
  local text
  wait_for('a hover over ' .. stop[2], function()
    text = hover_text()
    return text
  end)
  say(text)
end

for _, stop in ipairs(jumps) do
  title(('Jump from %s: %s'):format(stop[1], stop[2]))
  stand_on(stop[2])
  vim.lsp.buf.definition()
  wait_for('a jump from ' .. stop[2], function() return vim.api.nvim_get_current_buf() ~= note end)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local line = vim.api.nvim_get_current_line()
  say(('%s:%d:%d'):format(relative(vim.api.nvim_buf_get_name(0)), row, column + 1))
  say('  … ' .. vim.fn.strcharpart(line:sub(column + 1), 0, 90) .. ' …')
  vim.api.nvim_win_set_buf(0, note)
end

vim.cmd('qall!')
