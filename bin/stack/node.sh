# Sourced by the commands in bin/: ROOT is this checkout, NODE a Node of version 24 or newer (installed into .tools when needed).
set -eu
ROOT=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd -P)
NODE=

new_enough() {
  [ -x "$1" ] && "$1" -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 24 ? 0 : 1)' 2>/dev/null
}

find_node() {
  for candidate in "$(command -v node 2>/dev/null || true)" "$ROOT/.tools/node/node_modules/node/bin/node"; do
    if [ -n "$candidate" ] && new_enough "$candidate"; then NODE=$candidate; return 0; fi
  done
  return 1
}

# The lock is a link to its holder's number, so that it never stands there without one. A dead holder's lock is taken over.
install_once() {
  lock="$ROOT/.tools/node.lock"
  told=
  mkdir -p "$ROOT/.tools" && [ -w "$ROOT/.tools" ] || { echo "$ROOT/.tools cannot be written." >&2; exit 1; }
  until ln -s "$$" "$lock" 2>/dev/null; do
    holder=$(readlink "$lock" || true)
    if [ -z "$holder" ]; then continue; fi
    if ! kill -0 "$holder" 2>/dev/null; then rm -f "$lock"; continue; fi
    [ -n "$told" ] || echo "Another process ($holder) installs Node 24; waiting." >&2
    told=yes
    sleep 1
  done
  find_node || install_node
  rm -f "$lock"
}

install_node() {
  command -v npm >/dev/null 2>&1 || { echo "hosho needs Node 24, or npm to fetch it. Neither was found." >&2; exit 1; }
  started=$(date +%s)
  mkdir -p "$ROOT/.tools/node"
  log="$ROOT/.tools/node/install.log"
  if ! npm install --prefix "$ROOT/.tools/node" --no-save --no-audit --no-fund --no-update-notifier node@24 >"$log" 2>&1; then
    cat "$log" >&2
    echo "npm could not install node@24 (see above)." >&2
    exit 1
  fi
  echo "Node 24 into .tools/node ($(($(date +%s) - started)) s)"
}

find_node || { install_once; find_node; } || { echo "Node 24 was installed but does not start here." >&2; exit 1; }
PATH=$(dirname -- "$NODE"):$PATH
export PATH
