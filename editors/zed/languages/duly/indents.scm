(block "}" @end) @indent
(terms "}" @end) @indent
(list "]" @end) @indent
