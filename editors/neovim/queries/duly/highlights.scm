; Later patterns win in Neovim and Helix alike, so the general comes first.

(name) @variable
(comment) @comment
(documentation) @comment.documentation
(text) @string
(number) @number
(date) @number
(duration) @number
(duration "working" @number unit: _ @number)
(money) @number
(currency) @type

[
  "guidance" "subject" "given" "classify" "requirement" "expectation" "entity" "role" "procedure" "record"
  "judgement" "waiver" "field" "vocabulary" "define"
] @keyword

[
  "step" "optional" "decide" "together" "repeat" "run" "go" "to" "on" "when" "otherwise" "by" "fixed"
] @keyword
(end) @keyword

[
  "for" "any" "tailors" "follows" "ordered" "changed" "of" "since" "until" "after" "before" "between"
  "raise" "lower" "drop" "set" "because" "suggest" "applies" "waivable"
  "must" "should" "may" "have" "be" "possible" "require" "never" "each" "keep" "apart" "judge" "within" "every"
  "stated" "same" "some" "all" "one" "scope"
] @keyword

["and" "or" "not" "is" "includes"] @keyword.operator
(comparison) @keyword.operator

["{" "}" "[" "]" "(" ")"] @punctuation.bracket
["," ":" "."] @punctuation.delimiter

; A keyword that stands as a name is one.
(name _ @variable)

(entry key: (key) @property)
(field name: (key) @property)
(path (name) @variable)
(test fact: (path (name) @property))
(list (path (name) @constant))
((flag (name) @constant.builtin) (#match? @constant.builtin "^(yes|no|external)$"))
((path (name) @constant.builtin) (#match? @constant.builtin "^(yes|no)$"))
((path (name) @constant.builtin) (#eq? @constant.builtin "_"))

(type (name) @type)
(type (path (name) @type))
(term name: (name) @constant)
(row level: (name) @constant)
(outcome name: (name) @label)

(registration keyword: (name) @keyword)
(registration keyword: (name _ @keyword))
(registration name: (name) @type)
(declaration name: (name) @type)
(declaration name: (key) @type)
(vocabulary name: (name) @type)
(definition name: (key) @function)

(step name: (key) @function)
(step name: (name) @function)
(decision name: (key) @function)
(decision name: (name) @function)
(step action: (path (name) @function.builtin))
(decision action: (path (name) @function.builtin))
(go_to step: (path (name) @function))
(run procedure: (path (name) @type))
(on trigger: (path (name) @constant))
(actors (path (name) @variable.parameter))
(cases (path (name) @variable.parameter))
(alternative (path (name) @function.builtin))
(declaration about: (path (name) @function.builtin))
