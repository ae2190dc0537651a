[
  (block)
  (terms)
  (list)
  (group)
] @indent

[
  "}"
  "]"
  ")"
] @outdent
