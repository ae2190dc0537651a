(declaration
  keyword: _ @context
  name: (_) @name) @item

(registration
  keyword: (name) @context
  name: (name) @name) @item

(vocabulary
  keyword: _ @context
  name: (name) @name) @item

(step name: (_) @name) @item

(decision name: (_) @name) @item
