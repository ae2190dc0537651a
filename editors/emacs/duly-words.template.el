;;; duly-words.el --- The words of the Duly language  -*- lexical-binding: t -*-

;; <<note>>

;;; Code:

(defconst duly-words-declares
  '(<<strings declares>>)
  "Words that begin a declaration.")

(defconst duly-words-reserved
  '(<<strings reserved>>)
  "Words that are never names.")

(defconst duly-words-contextual
  '(<<strings contextual>>)
  "Words that mean something in their place, and are names elsewhere.")

(provide 'duly-words)
;;; duly-words.el ends here
