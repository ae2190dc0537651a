-- Files that end in .duly are Duly.
vim.cmd([[autocmd BufNewFile,BufRead *.duly setfiletype duly]])
