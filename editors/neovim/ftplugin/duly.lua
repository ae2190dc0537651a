-- What a Duly buffer is like, and the server for it.
vim.bo.commentstring = "// %s"
vim.bo.comments = ":///,://"
vim.bo.expandtab = true
vim.bo.shiftwidth = 2
vim.bo.softtabstop = 2
vim.bo.iskeyword = "@,48-57,_,192-255,-"

require("duly").start()
