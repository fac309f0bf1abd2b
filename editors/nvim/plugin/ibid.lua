if vim.g.loaded_ibid then return end
vim.g.loaded_ibid = true

if vim.fn.has('nvim-0.11') == 0 then
  vim.notify('ibid needs Neovim 0.11 or later', vim.log.levels.ERROR)
  return
end

vim.lsp.enable('ibid')

local function command(name, run, options) vim.api.nvim_create_user_command(name, run, options) end

command('IbidCheck', function() require('ibid').check() end, { desc = 'Check all notes; findings go to the quickfix list' })

command('IbidExplain', function(call) require('ibid').explain(call.args) end, {
  nargs = '?',
  complete = function(typed) return require('ibid').codes(typed) end,
  desc = 'Explain a diagnostic, or the one under the cursor',
})

command('IbidActor', function(call) require('ibid').actor(call.args) end, {
  nargs = '?',
  desc = 'Go where the articles introduce somebody',
})

command('IbidMove', function(call) require('ibid').move(call.args) end, {
  nargs = 1,
  complete = 'file',
  desc = 'Give this file another name; citations of an article follow',
})

command('IbidRestart', function() require('ibid').restart() end, { desc = 'Restart the language server' })

command('IbidLog', function() vim.cmd.tabedit(vim.fn.fnameescape(vim.lsp.log.get_filename())) end, { desc = 'Open the log' })
