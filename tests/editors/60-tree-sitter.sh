#!/usr/bin/env bash
# The grammar for tree-sitter, built with a C compiler and tried in Neovim on every text of this repository.
set -euo pipefail
cd "$(dirname "$0")"
source ./room.sh
need_debian nvim:neovim cc:gcc

grammar=$root/editors/tree-sitter-duly
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cc -shared -fPIC -O0 -Wall -Wextra -Wno-unused-but-set-variable -I"$grammar/src" \
  "$grammar/src/parser.c" "$grammar/src/scanner.c" -o "$folder/duly.so"
find "$root"/{examples,dsl/guidance,docs,tests/guidance} -name '*.duly' | sort >"$folder/list"
export DULY_ROOT="$root" DULY_PARSER="$folder/duly.so" DULY_LIST="$folder/list"
timeout 120 nvim --clean --headless -n -c "luafile $PWD/neovim/grammar.lua"

# What editors take from here is what stands in the grammar's own folder.
for query in highlights folds; do
  cmp "$grammar/queries/$query.scm" "$root/editors/neovim/queries/duly/$query.scm"
done
cmp "$grammar/queries/highlights.scm" "$root/editors/zed/languages/duly/highlights.scm"
