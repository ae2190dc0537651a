#!/usr/bin/env bash
# Real VS Code with the packed extension installed: what a policy author would do, asked for through its API.
set -euo pipefail
cd "$(dirname "$0")"
source vscode/start.sh
source ./protocol.sh
need_vscode

workspace=$(mktemp -d)
trap 'stop_vscode; rm -rf "$workspace"' EXIT
cp "$root"/examples/field-agency/*.duly "$workspace"
start_vscode trusted
# What the packed server says is written down on the way, where there is something to check it with.
packed=$(echo "$home"/extensions/duly.duly-*/server)
mv "$packed/duly" "$packed/duly-itself"
duly=$packed/duly-itself record "$packed" "$home/said.log"
drive host.mjs "$address" "$workspace" "$PWD/vscode/suite" trusted
check_record "$home/said.log"
stop_vscode

# A folder whose name needs escaping, that nobody has said to trust, and that asks for another server.
odd="$workspace/Loi & règle #2 100%"
mkdir -p "$odd/.vscode"
cp "$root"/examples/field-agency/*.duly "$odd"
printf '#!/bin/sh\ntouch "%s/started"\n' "$workspace" >"$workspace/other-server"
chmod +x "$workspace/other-server"
printf '{ "duly.server.path": "%s/other-server" }\n' "$workspace" >"$odd/.vscode/settings.json"
start_vscode untrusted
drive host.mjs "$address" "$odd" "$PWD/vscode/suite" untrusted
if [ -e "$workspace/started" ]; then
  echo "FAIL a server that an untrusted folder names was started"
  exit 1
fi
