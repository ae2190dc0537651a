#!/usr/bin/env bash
# The VS Code extension by itself: its types, and what its grammar colours.
set -euo pipefail
cd "$(dirname "$0")"
source ./room.sh
need_node
packages=$(need_locked "$root/editors/code") || not_run "the packages of the extension could not be fetched from npm"
ln -sfn "$packages/node_modules" "$root/editors/code/node_modules" 2>/dev/null || true
cd "$root/editors/code"
npm test --silent
