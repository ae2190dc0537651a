;;; duly-mode.el --- Procedures for human rights due diligence  -*- lexical-binding: t -*-

;; SPDX-License-Identifier: Apache-2.0
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))

;;; Commentary:

;; Colours, indents and the language server for files that end in .duly.  Put `duly' on the PATH, load this file, and
;; open one: `eglot' starts by itself.

;;; Code:

(defgroup duly nil
  "Procedures for human rights due diligence."
  :group 'languages)

(defcustom duly-server-command '("duly" "server")
  "How the language server is started."
  :type '(repeat string))

(defcustom duly-start-server t
  "Whether `eglot' is started in Duly buffers."
  :type 'boolean)

(defvar duly-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 12" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?- "_" table)
    (modify-syntax-entry ?_ "_" table)
    table)
  "What the characters of Duly are.")

(require 'duly-words)

(defvar duly-font-lock-keywords
  `(("\\_<\\([[:word:]][[:word:]'_-]*\\)[ \t]*:" 1 font-lock-variable-name-face)
    (,(concat "\\_<" (regexp-opt duly-words-declares t) "\\_>[ \t]+\\([[:word:]][[:word:]'_-]*\\)")
     (1 font-lock-keyword-face) (2 font-lock-type-face))
    (,(concat "\\_<" (regexp-opt duly-words-reserved t) "\\_>") . font-lock-keyword-face)
    (,(concat "\\_<" (regexp-opt duly-words-contextual t) "\\_>") . font-lock-builtin-face)
    ("\\_<[0-9]\\{4\\}-[0-9]\\{2\\}-[0-9]\\{2\\}\\_>" . font-lock-constant-face)
    ("\\_<\\(?:yes\\|no\\|must\\|should\\|may\\)\\_>" . font-lock-constant-face))
  "Colours of Duly where the server gives none.")

(defun duly-indent-line ()
  "Indent by the brackets that are open."
  (interactive)
  (let ((depth (save-excursion (beginning-of-line) (car (syntax-ppss)))))
    (when (save-excursion (back-to-indentation) (looking-at "[]})]"))
      (setq depth (max 0 (1- depth))))
    (if (<= (current-column) (current-indentation))
        (indent-line-to (* 2 depth))
      (save-excursion (indent-line-to (* 2 depth))))))

;;;###autoload
(define-derived-mode duly-mode prog-mode "Duly"
  "For procedures written in Duly."
  (setq-local comment-start "// ")
  (setq-local comment-start-skip "///?[ \t]*")
  (setq-local indent-tabs-mode nil)
  (setq-local indent-line-function #'duly-indent-line)
  (setq-local font-lock-defaults '(duly-font-lock-keywords))
  (when (and duly-start-server (fboundp 'eglot-ensure) (executable-find (car duly-server-command)))
    (eglot-ensure)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.duly\\'" . duly-mode))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               (cons 'duly-mode (lambda (&rest _) duly-server-command))))

(provide 'duly-mode)
;;; duly-mode.el ends here
