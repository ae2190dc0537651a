#!/usr/bin/env bash
# Makes duly-PLATFORM.vsix: the extension, the server for the machine this runs on, an example. Fetches nothing but
# what package-lock.json names, and that only where node_modules is not there yet.
# usage: package.sh [PROFILE [FOLDER]]   cargo's profile of the server (release), and where to put the file (target/editors)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
profile=${1:-release}
into=${2:-$root/target/editors}
built=$profile
[ "$profile" != dev ] || built=debug

cd "$here"
[ -x node_modules/.bin/vsce ] || npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
[ -n "${DULY_BUILT:-}" ] || cargo build --quiet --locked --manifest-path "$root/Cargo.toml" --package duly --profile "$profile"
platform=$(node -p '`${process.platform}-${process.arch}`')
program=duly
[ "${platform%%-*}" != win32 ] || program=duly.exe

# What is packed is put together beside the sources, so that two runs do not step on each other.
mkdir -p "$into"
room=$(mktemp -d "$into/vsix.XXXXXX")
trap 'rm -rf "$room"' EXIT
npm run --silent build -- --outfile="$room/out/extension.js" --metafile="$room/meta.json"
node notices.mjs "$room/meta.json" >"$room/THIRD-PARTY.txt"
rm "$room/meta.json"
cp -r package.json README.md CHANGELOG.md language-configuration.json icons media snippets syntaxes walkthrough .vscodeignore "$room"
cp "$root/LICENSE" "$room/LICENSE"
mkdir "$room/server" "$room/example"
cp "${CARGO_TARGET_DIR:-$root/target}/$built/$program" "$room/server/"
printf '%s\n' "$platform" >"$room/server/platform"
cp "$root"/examples/field-agency/*.duly "$room/example/"

file=$into/duly-$platform.vsix
cd "$room"
"$here/node_modules/.bin/vsce" package --no-dependencies --skip-license --allow-missing-repository --no-rewrite-relative-links \
  --target "$platform" --out "$file" >"$room.log" 2>&1 || { cat "$room.log"; exit 1; }
rm -f "$room.log"
printf '%s: %s\n' "$file" "$(du -h "$file" | cut -f1)"
