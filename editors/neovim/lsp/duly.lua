-- For `vim.lsp.enable("duly")`, from Neovim 0.11 on. `require("duly").setup()` does the same in every version.
return require("duly").config()
