[
  (block)
  (terms)
  (list)
  (group)
] @indent.begin

[
  "}"
  "]"
  ")"
] @indent.branch @indent.end
