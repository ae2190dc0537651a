;;; suite.el --- Real Emacs, without a screen, as a policy author would use it  -*- lexical-binding: t -*-

;;; Commentary:
;; Ends with an error at the first thing that is not so.  Environment: DULY_FOLDER, a copy of the field agency.

;;; Code:

(require 'package)
(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'duly-mode)

(setq eglot-sync-connect 30
      eglot-send-changes-idle-time 0
      eglot-confirm-server-initiated-edits nil
      enable-local-variables nil
      make-backup-files nil)

;; Renaming in several files is asked about first; this author agrees.
(fset (quote y-or-n-p) (lambda (&rest _) t))

(defun say (what) (message "ok   %s" what))

(defun wait (what holds)
  "Wait until HOLDS, and say WHAT."
  (let ((tries 0))
    (while (and (not (funcall holds)) (< tries 2000))
      (accept-process-output nil 0.03)
      (setq tries (1+ tries)))
    (unless (funcall holds) (error "Timeout: %s" what))
    (say what)))

(defun open (name)
  (find-file (expand-file-name name (getenv "DULY_FOLDER"))))

(defun found-p (word)
  "Whether something was found whose words hold WORD."
  (flymake-start)
  (seq-some (lambda (it) (string-match-p (regexp-quote word) (flymake-diagnostic-text it))) (flymake-diagnostics)))

(message "emacs %s" emacs-version)
(open "emergency.duly")
(unless (eq major-mode 'duly-mode) (error "The file is not known as Duly"))
(say "a file that ends in .duly is known")
(unless (eglot-managed-p) (apply #'eglot--connect (eglot--guess-contact)))
(wait "the server runs" #'eglot-current-server)
(wait "what is found stands in the buffer" (lambda () (found-p "nothing that cannot be undone before approval")))

(goto-char (point-min))
(search-forward "enrol by")
(backward-char 5)
(let* ((answer (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)))
       (contents (plist-get answer :contents))
       (page (if (stringp contents) contents (plist-get contents :value))))
  (unless (and page (string-match-p "enrol" page)) (error "Hover: %S" answer))
  (say "hover explains an action"))

(goto-char (point-min))
(search-forward "head-of-field-office")
(backward-char 3)
(eglot-rename "leader-of-field-office")
(unless (and (zerop (how-many "head-of-field-office" (point-min) (point-max)))
             (< 0 (how-many "leader-of-field-office" (point-min) (point-max))))
  (error "Rename"))
(open "agency.duly")
(unless (= 1 (how-many "role leader-of-field-office" (point-min) (point-max))) (error "Rename in another file"))
(say "a role is renamed in every file")

(open "partners.duly")
(unless (eglot-managed-p) (eglot--maybe-activate-editing-mode))
(wait "the second file is known to the server" #'eglot-managed-p)
(let ((tidy (buffer-string)))
  (goto-char (point-min))
  (re-search-forward "^  step ")
  (beginning-of-line)
  (insert "        ")
  (end-of-line)
  (insert "   ")
  (eglot--signal-textDocument/didChange)
  (eglot-format-buffer)
  (unless (equal tidy (buffer-string)) (error "Format"))
  (say "formatting sets in order what was disturbed"))

(let ((outline (funcall (or imenu-create-index-function #'eglot-imenu))))
  (unless outline (error "Outline"))
  (say "the outline is there"))

(eglot-shutdown (eglot-current-server) nil 10)
(say "the server ends when it is told to")
;;; suite.el ends here
