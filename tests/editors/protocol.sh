# Records what an editor and the server say to each other, and holds it against the protocol's own model; read by `source`.
# The model and its checker are kept outside of this repository; without them nothing is recorded, and that is said.

checker=$root/../shared/editors

# record BIN LOG — puts a `duly` into the folder BIN that writes all that is said into LOG.
record() {
  mkdir -p "$1"
  if [ -e "$checker/lsptap.py" ] && command -v python3 >/dev/null; then
    printf '#!/bin/sh\nexec python3 "%s/lsptap.py" "%s" "%s" "$@"\n' "$checker" "$2" "$duly" >"$1/duly"
    chmod +x "$1/duly"
  else
    ln -s "$duly" "$1/duly"
  fi
}

# check_record LOG — every message of the server is as the protocol has it.
check_record() {
  if [ ! -e "$1" ]; then
    echo "NOT RUN: the check of messages against the model of the protocol; $checker is not there"
    return 0
  fi
  # `duly/status` is our own, and goes only to a client that says it wants it: the model does not know it. Edits with
  # snippets in them are of the next version of the protocol, and go only to a client that says it takes them.
  grep -v -e '"method": *"duly/status"' -e '"snippet": *{"kind": *"snippet"' "$1" >"$1.theirs"
  python3 "$checker/lspcheck.py" "$checker/metaModel-3.17.json" "$1.theirs" >"$1.said" || {
    grep BAD "$1.said"
    return 1
  }
  printf 'ok   %d messages of the server are as the protocol has them\n' "$(awk '{ all += $1 } END { print all }' "$1.said")"
}
