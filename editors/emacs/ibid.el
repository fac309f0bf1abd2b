;;; ibid.el --- Notes held against their sources, by eglot -*- lexical-binding: t -*-

;; Load this file, or copy what you need. Wants eglot: part of Emacs 29, else from ELPA.

(require 'eglot)

(defvar ibid-program "ibid" "The program to run.")

(add-to-list 'eglot-server-programs
             `((markdown-mode gfm-mode text-mode) . ,(lambda (&rest _) (list ibid-program "lsp"))))

(defun ibid-project (folder)
  "The project of FOLDER: the nearest folder at or above it with ibid.toml."
  (let ((root (locate-dominating-file folder "ibid.toml")))
    (and root (cons 'transient root))))

(add-hook 'project-find-functions #'ibid-project)
(add-hook 'markdown-mode-hook #'eglot-ensure)

(provide 'ibid)
;;; ibid.el ends here
