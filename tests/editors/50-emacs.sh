#!/usr/bin/env bash
# Real Emacs with the mode of editors/emacs and eglot, without a screen.
set -euo pipefail
cd "$(dirname "$0")"
source ./room.sh
source ./protocol.sh
need_debian emacs:emacs-nox /usr/share/emacs/site-lisp/elpa-src:elpa-eglot
need_duly

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/agency"
cp "$root"/examples/field-agency/*.duly "$folder/agency"
record "$folder/bin" "$folder/said"
export PATH="$folder/bin:$PATH" XDG_CACHE_HOME="$folder/cache" HOME="$folder"
export DULY_FOLDER="$folder/agency" DULY_TODAY=2026-11-22
timeout 300 emacs --batch -q --eval '(setq package-directory-list (list "/usr/share/emacs/site-lisp/elpa"))' \
  -L "$root/editors/emacs" -l "$PWD/emacs/suite.el"
check_record "$folder/said"
