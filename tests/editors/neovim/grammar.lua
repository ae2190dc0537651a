-- Reads every .duly file of the repository with the grammar for tree-sitter, and tries the queries on it.
-- Environment: DULY_ROOT, DULY_PARSER.

local root = os.getenv("DULY_ROOT")

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

local function query(name, path)
  local parse = vim.treesitter.query and vim.treesitter.query.parse or vim.treesitter.parse_query
  return parse("duly", read(path)), name
end

local function first_error(node)
  for child in node:iter_children() do
    if child:type() == "ERROR" or child:missing() then
      return child
    elseif child:has_error() then
      return first_error(child)
    end
  end
  return node
end

local function parse(path)
  local tree = vim.treesitter.get_string_parser(read(path), "duly"):parse()[1]
  local top = tree:root()
  if top:has_error() then
    local line = first_error(top):start()
    error(("%s:%d: the grammar reads no further"):format(path, line + 1))
  end
  return top
end

local function captured(colours, path)
  local seen = {}
  local text = read(path)
  for id in colours:iter_captures(parse(path), text, 0, -1) do
    seen[colours.captures[id]] = true
  end
  return seen
end

local passed, problem = xpcall(function()
  local add = vim.treesitter.language.add or vim.treesitter.language.require_language
  if vim.treesitter.language.add then
    add("duly", { path = os.getenv("DULY_PARSER") })
  else
    add("duly", os.getenv("DULY_PARSER"))
  end
  local count = 0
  for path in read(os.getenv("DULY_LIST")):gmatch("[^\n]+") do
    parse(path)
    count = count + 1
  end
  assert(count > 400, count)
  io.stdout:write(("ok   %d files are read without an error\n"):format(count))
  for _, name in ipairs({ "highlights", "folds" }) do
    query(name, ("%s/editors/neovim/queries/duly/%s.scm"):format(root, name))
  end
  local colours = query("highlights", root .. "/editors/neovim/queries/duly/highlights.scm")
  local seen = captured(colours, root .. "/examples/field-agency/emergency.duly")
  for _, name in ipairs({ "keyword", "function", "function.builtin", "property", "string", "comment.documentation" }) do
    assert(seen[name], "nothing is coloured as " .. name)
  end
  io.stdout:write("ok   keywords, steps, actions, fields and texts have colours\n")
  local broken = vim.treesitter.get_string_parser("entity a { role }\nprocedure p { step", "duly"):parse()[1]
  assert(broken:root():has_error())
  io.stdout:write("ok   a broken text is seen to be one\n")
end, debug.traceback)
if not passed then
  io.stderr:write("FAIL " .. problem .. "\n")
  vim.cmd("cquit 1")
end
vim.cmd("qall!")
