# What every trial of an editor stands on; read by `source`. Says where things are, and gets what is missing.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
room=${DULY_EDITORS:-$root/target/editors}
screenshots=$room/screenshots
mkdir -p "$room" "$screenshots"

# Ends this trial: it cannot be run here, and this is why.
not_run() {
  printf 'NOT RUN: %s\n' "$*"
  exit 77
}

# need_debian PROGRAM:PACKAGE... — has Debian's packages installed where a program is missing; FILE:PACKAGE for files.
need_debian() {
  local pair packages=()
  for pair in "$@"; do
    [ -e "${pair%%:*}" ] || command -v "${pair%%:*}" >/dev/null || packages+=("${pair##*:}")
  done
  ((${#packages[@]})) || return 0
  command -v apt-get >/dev/null || not_run "${packages[*]} missing, and this is not Debian"
  [ "$(id -u)" = 0 ] || not_run "${packages[*]} missing, and only root can install them"
  local log=$room/apt.log
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y --no-install-recommends "${packages[@]}" >"$log" 2>&1 && return 0
  { apt-get update && apt-get install -y --no-install-recommends "${packages[@]}"; } >"$log" 2>&1 && return 0
  tail -3 "$log"
  not_run "${packages[*]} could not be installed"
}

# need_node — node 20 or newer, and npm.
need_node() {
  command -v npm >/dev/null || need_debian node:nodejs npm:npm
  local major
  major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null) || not_run "node is missing"
  ((major >= 20)) || not_run "node 20 or newer is needed, this is $major"
}

# need_locked FOLDER — installs what the package-lock.json of a folder names, into a copy of it. Prints where.
need_locked() {
  local from=$1 into digest
  digest=$(cat "$from/package.json" "$from/package-lock.json" | sha256sum | cut -c1-16)
  into=$room/npm/$digest
  if [ ! -e "$into/done" ]; then
    mkdir -p "$into"
    cp "$from/package.json" "$from/package-lock.json" "$into/"
    (cd "$into" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$room/npm.log" 2>&1 || {
      tail -5 "$room/npm.log" >&2
      return 1
    }
    touch "$into/done"
  fi
  printf '%s\n' "$into"
}

# The program under test, as `cargo test` builds it.
need_duly() {
  [ -n "${DULY_BUILT:-}" ] || cargo build --quiet --locked --manifest-path "$root/Cargo.toml" --package duly || exit 1
  duly=${CARGO_TARGET_DIR:-$root/target}/debug/duly
}
