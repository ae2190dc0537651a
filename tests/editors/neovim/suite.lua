-- Real Neovim, without a screen, as a policy author would use it. Ends with 1 at the first thing that is not so.
-- Environment: DULY_FOLDER, a copy of the field agency; DULY_TODAY. The configuration under test is on the runtime path.

local function say(what)
  io.stdout:write("ok   " .. what .. "\n")
end

local function wait(what, holds)
  if not vim.wait(60000, holds, 20) then
    error("timeout: " .. what)
  end
  say(what)
end

local function buffer_text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n")
end

--- Puts the cursor on the first match of a pattern of Lua.
local function go_to(pattern)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
    local start = line:find(pattern)
    if start then
      vim.api.nvim_win_set_cursor(0, { number, start - 1 })
      return number - 1
    end
  end
  error("there is no " .. pattern)
end

local function client()
  local all = vim.lsp.get_clients and vim.lsp.get_clients() or vim.lsp.get_active_clients()
  return all[1]
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 60000)
  for _, answer in pairs(answers or {}) do
    if answer.error then
      error(method .. ": " .. vim.inspect(answer.error))
    end
    return answer.result
  end
end

local function here()
  return vim.lsp.util.make_position_params(0, client().offset_encoding)
end

local function codes()
  local found = {}
  for _, it in ipairs(vim.diagnostic.get(0)) do
    local code = it.code or vim.tbl_get(it, "user_data", "lsp", "code")
    found[#found + 1] = code
  end
  return found
end

local function open(name)
  vim.cmd("edit " .. vim.fn.fnameescape(os.getenv("DULY_FOLDER") .. "/" .. name))
end

local function diagnostics()
  open("emergency.duly")
  wait("the server starts by itself", function()
    return client() and client().server_capabilities and next(client().server_capabilities)
  end)
  wait("what is found stands in the buffer", function()
    return vim.tbl_contains(codes(), "un-hrdd/approve-before-irreversible")
  end)
  local shown = vim.diagnostic.get(0)[1]
  assert(#shown.message > 20, shown.message)
end

local function hover()
  go_to("enrol by")
  local page = ask("textDocument/hover", here()).contents.value
  assert(page:find("enrol", 1, true), page)
  say("hover explains an action")
end

local function navigation()
  go_to("registration%-officer")
  local declared = ask("textDocument/definition", here())
  local target = declared[1] or declared
  assert((target.targetUri or target.uri):find("agency.duly", 1, true), vim.inspect(declared))
  say("a role is declared in another file")
  local symbols = ask("textDocument/documentSymbol", { textDocument = vim.lsp.util.make_text_document_params() })
  assert(#symbols > 0)
  say("the outline is there")
end

--- The first quick fix that says it solves something, and the finding it solves.
local function solving_action()
  for _, found in ipairs(vim.diagnostic.get(0)) do
    local lsp = vim.tbl_get(found, "user_data", "lsp") or {}
    local range = {
      start = { line = found.lnum, character = found.col },
      ["end"] = { line = found.lnum, character = found.col },
    }
    local one = { range = range, message = found.message, severity = found.severity, code = lsp.code, data = lsp.data }
    local params = {
      textDocument = vim.lsp.util.make_text_document_params(),
      range = range,
      context = { diagnostics = { one } },
    }
    for _, action in ipairs(ask("textDocument/codeAction", params) or {}) do
      local solved = action.diagnostics and action.diagnostics[1]
      -- What turns out not to mend anything is refused with a sentence, when it is chosen.
      local given, whole = pcall(ask, "codeAction/resolve", action)
      if solved and given and whole.edit then
        return whole, solved
      end
    end
  end
  error("no quick fix is offered")
end

local function quick_fix()
  local action, solved = solving_action()
  local code = solved.code
  say("it is offered to " .. action.title)
  local before = #vim.tbl_filter(function(it) return it == code end, codes())
  vim.lsp.util.apply_workspace_edit(action.edit, client().offset_encoding)
  wait("a quick fix solves what it says: " .. action.title, function()
    return #vim.tbl_filter(function(it) return it == code end, codes()) < before
  end)
end

local function rename()
  go_to("head%-of%-field%-office")
  vim.lsp.buf.rename("leader-of-field-office")
  wait("a role is renamed here", function()
    return buffer_text():find("leader-of-field-office", 1, true) and not buffer_text():find("head-of-field-office", 1, true)
  end)
  open("agency.duly")
  assert(buffer_text():find("role leader%-of%-field%-office"), "and where it is declared")
  say("and where it is declared")
end

local function format()
  open("partners.duly")
  local tidy = buffer_text()
  local line = go_to("  step ")
  local text = vim.api.nvim_buf_get_lines(0, line, line + 1, true)[1]
  vim.api.nvim_buf_set_lines(0, line, line + 1, true, { "        " .. text .. "   " })
  assert(buffer_text() ~= tidy)
  local edits = ask("textDocument/formatting", vim.lsp.util.make_formatting_params({}))
  vim.lsp.util.apply_text_edits(edits or {}, 0, client().offset_encoding)
  assert(buffer_text() == tidy, "formatting sets in order what was disturbed, and nothing else")
  say("formatting sets in order what was disturbed")
end

local function commands()
  require("duly").run("duly.explain", { { name = "un-hrdd/approve-before-irreversible" } })
  wait("a command shows its page", function()
    return buffer_text():find("Why", 1, true)
  end)
end

local passed, problem = xpcall(function()
  local version = vim.version()
  io.stdout:write(("neovim %d.%d.%d\n"):format(version.major, version.minor, version.patch))
  diagnostics()
  hover()
  navigation()
  quick_fix()
  rename()
  format()
  commands()
end, debug.traceback)
if not passed then
  io.stderr:write("FAIL " .. problem .. "\n")
  vim.cmd("cquit 1")
end
vim.cmd("qall!")
