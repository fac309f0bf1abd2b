-- A Neovim with nothing but ibid, for editors/try: nothing of the user's own settings is read or written.
local here = vim.fs.dirname(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p'))
vim.opt.runtimepath:prepend(vim.fs.joinpath(here, 'nvim'))

vim.o.termguicolors = true
vim.o.wrap, vim.o.linebreak = true, true
vim.o.number, vim.o.signcolumn = true, 'yes'
vim.o.winborder = 'rounded'
vim.diagnostic.config({ virtual_lines = { current_line = true }, severity_sort = true, underline = true })

if #vim.api.nvim_list_uis() > 0 then
  vim.api.nvim_create_autocmd('LspAttach', {
    once = true,
    callback = function()
      vim.notify('K: what is this?   CTRL-]: go there, CTRL-T: back   ]d: next finding   gra: mend it   :help ibid   :qa!: leave')
    end,
  })
end
