;;; test.el --- ibid in a real Emacs, without a window -*- lexical-binding: t -*-

(package-initialize)
(require 'markdown-mode)
(require 'flymake)
(require 'xref)
(setq eglot-sync-connect 10 eglot-autoshutdown t make-backup-files nil)
(load (expand-file-name "editors/emacs/ibid.el"))
(setq ibid-program (expand-file-name "target/debug/ibid"))

(defun ibid-test-wait (what ready)
  "Wait until READY answers something; fail over WHAT."
  (let ((end (+ (float-time) 20)) result)
    (while (and (not (setq result (funcall ready))) (< (float-time) end))
      (accept-process-output nil 0.1))
    (or result (error "Waited in vain for %s" what))))

(let ((passed 0))
  (find-file (expand-file-name "notes/border-crisis.md" (getenv "SEEDS")))
  (run-hooks 'post-command-hook) ; which a batch does not, and eglot waits for
  (ibid-test-wait "the server" #'eglot-current-server)
  (setq passed (1+ passed))

  (flymake-mode 1)
  (ibid-test-wait "findings"
                  (lambda ()
                    (flymake-start)
                    (seq-find (lambda (d) (string-match-p "discussions" (flymake-diagnostic-text d)))
                              (flymake-diagnostics))))
  (setq passed (1+ passed))

  (goto-char (point-min))
  (search-forward "telephone")
  (xref-find-definitions "telephone")
  (unless (string-match-p "001_" (buffer-name)) (error "The jump led to %s" (buffer-name)))
  (setq passed (1+ passed))
  (message "emacs: %d passed, 0 failed" passed))
