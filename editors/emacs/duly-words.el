;;; duly-words.el --- The words of the Duly language  -*- lexical-binding: t -*-

;; Made of duly-words.template.el and the words of the language by tests/editors/word_lists.rs.

;;; Code:

(defconst duly-words-declares
  '("guidance" "subject" "field" "vocabulary" "given" "define" "classify" "requirement" "expectation" "entity" "role" "procedure" "record" "judgement" "waiver")
  "Words that begin a declaration.")

(defconst duly-words-reserved
  '("and" "or" "not" "is" "includes" "when" "otherwise" "by" "step" "optional" "together" "repeat" "run" "go" "on" "end" "require" "never" "each" "before" "after" "between" "until")
  "Words that are never names.")

(defconst duly-words-contextual
  '("decide" "tailors" "follows" "ordered" "for" "any" "raise" "lower" "drop" "set" "to" "because" "at" "least" "most" "above" "below" "more" "less" "than" "stated" "branch" "lasts" "same" "some" "all" "of" "one" "scope" "yes" "no" "waivable" "applies" "source" "answers" "suggest" "stage" "note" "default" "id" "within" "every" "must" "should" "may" "have" "be" "possible" "keep" "apart" "judge" "fixed" "since" "changed" "working" "hour" "hours" "day" "days" "week" "weeks" "month" "months" "year" "years" "number" "money" "duration" "date" "text")
  "Words that mean something in their place, and are names elsewhere.")

(provide 'duly-words)
;;; duly-words.el ends here
