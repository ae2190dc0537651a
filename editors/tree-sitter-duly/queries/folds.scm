[
  (block)
  (terms)
  (list)
] @fold
