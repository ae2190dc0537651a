#!/usr/bin/env bash
# Real Neovim with the configuration of editors/neovim, without a screen.
set -euo pipefail
cd "$(dirname "$0")"
source ./room.sh
source ./protocol.sh
need_debian nvim:neovim
need_duly

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/agency"
cp "$root"/examples/field-agency/*.duly "$folder/agency"
record "$folder/bin" "$folder/said"
export PATH="$folder/bin:$PATH" XDG_CACHE_HOME="$folder/cache" XDG_STATE_HOME="$folder/state" XDG_DATA_HOME="$folder/data"
export DULY_FOLDER="$folder/agency" DULY_TODAY=2026-11-22
timeout 300 nvim --clean --headless -n --cmd "set runtimepath^=$root/editors/neovim" -c "luafile $PWD/neovim/suite.lua"
check_record "$folder/said"
