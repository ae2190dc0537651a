#!/usr/bin/env bash
# Real VS Code with mouse and keyboard; what is seen is kept as pictures.
set -euo pipefail
cd "$(dirname "$0")"
source vscode/start.sh
need_vscode
rm -f "$screenshots"/vscode-*.png
parent=$(mktemp -d)
trap 'stop_vscode; rm -rf "$parent"' EXIT
mkdir "$parent/field-agency"
cp "$root"/examples/field-agency/*.duly "$parent/field-agency"
start_vscode trusted
drive screen.mjs "$address" "$parent/field-agency" "$screenshots"
ls "$screenshots"/vscode-*.png
