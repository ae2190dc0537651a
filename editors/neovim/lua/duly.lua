-- Starts `duly server` for Duly buffers, and shows what its commands answer.
--
-- From Neovim 0.7 on. Nothing is downloaded: `duly` has to be on the PATH, or named in `setup`.

local M = {}

local settings = { cmd = { "duly", "server" }, settings = {}, autostart = true }

--- Changes what is set: `cmd`, `settings` (the section `duly`), `autostart`.
function M.setup(wishes)
  settings = vim.tbl_deep_extend("force", settings, wishes or {})
end

--- The folder that is read as one: the nearest repository, or else the folder of the file.
function M.root(file)
  local folder = vim.fn.fnamemodify(file, ":p:h")
  local found = vim.fn.finddir(".git", vim.fn.escape(folder, " ,;") .. ";")
  if found ~= "" then
    return vim.fn.fnamemodify(found, ":p:h:h")
  end
  return folder
end

--- Opens text in a window of its own that is closed with `q`.
function M.show(title, text, kind)
  vim.cmd("botright new")
  local buffer = vim.api.nvim_get_current_buf()
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(text, "\n", { plain = true }))
  vim.bo[buffer].buftype = "nofile"
  vim.bo[buffer].bufhidden = "wipe"
  vim.bo[buffer].swapfile = false
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].filetype = kind
  pcall(vim.api.nvim_buf_set_name, buffer, title)
  vim.api.nvim_buf_set_keymap(buffer, "n", "q", "<cmd>close<cr>", { silent = true })
end

local function clients()
  local all = vim.lsp.get_clients and vim.lsp.get_clients() or vim.lsp.get_active_clients()
  return vim.tbl_filter(function(client)
    return client.name == "duly"
  end, all)
end

local function request(client, method, params, answered)
  if vim.fn.has("nvim-0.11") == 1 then
    client:request(method, params, answered)
  else
    client.request(method, params, answered)
  end
end

--- Asks the server to carry out a command, and shows its answer.
function M.run(command, arguments)
  local client = clients()[1]
  if not client then
    vim.notify("no Duly server is running", vim.log.levels.WARN)
    return
  end
  request(client, "workspace/executeCommand", { command = command, arguments = arguments }, function(problem, page)
    if problem then
      vim.notify(problem.message, vim.log.levels.ERROR)
    elseif type(page) == "table" and page.markdown then
      M.show(page.title, page.markdown, "markdown")
    elseif type(page) == "table" and page.text then
      M.show(page.title, page.text, "text")
    end
  end)
end

-- Lenses and actions of the server carry these commands.
local function listen()
  if not vim.lsp.commands then
    return
  end
  local shown = { "duly.showRun", "duly.showPicture", "duly.explain", "duly.showVerdicts", "duly.checkWorkspace" }
  for _, name in ipairs(shown) do
    vim.lsp.commands[name] = function(command)
      M.run(command.command, command.arguments)
    end
  end
end

--- What Neovim is told about the server.
function M.config()
  listen()
  return {
    name = "duly",
    cmd = settings.cmd,
    filetypes = { "duly" },
    root_markers = { ".git" },
    settings = { duly = settings.settings },
    init_options = { shows = { pictures = true, pages = true } },
    capabilities = vim.lsp.protocol.make_client_capabilities(),
  }
end

--- Starts the server for a buffer, or takes the one that runs for its folder.
function M.start(buffer)
  buffer = (buffer == nil or buffer == 0) and vim.api.nvim_get_current_buf() or buffer
  if not settings.autostart or vim.fn.executable(settings.cmd[1]) ~= 1 then
    return nil
  end
  local config = M.config()
  config.root_dir = M.root(vim.api.nvim_buf_get_name(buffer))
  local id
  for _, client in ipairs(clients()) do
    if client.config.root_dir == config.root_dir then
      id = client.id
    end
  end
  if not id then
    id = vim.lsp.start_client and vim.fn.has("nvim-0.8") == 0 and vim.lsp.start_client(config)
      or vim.lsp.start(config, { bufnr = buffer })
  end
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
  return id
end

vim.cmd([[
  command! DulyCheck lua require("duly").run("duly.checkWorkspace", {})
  command! DulyVerdicts lua require("duly").run("duly.showVerdicts", { { uri = vim.uri_from_bufnr(0) } })
  command! -nargs=1 DulyExplain lua require("duly").run("duly.explain", { { name = <q-args> } })
]])

return M
