#!/bin/sh
# Installs what `make build` made on this machine, below PREFIX (/usr/local): the program in
# lib/mingdai with calculator.wasm beside it, where it looks for it, and bin/mingdai as a link. The
# program needs the Swift runtime of the toolchain that built it. Usage: deploy/install.sh [PREFIX]
set -eu

prefix=${1:-/usr/local}
made=$(swift build -c release --show-bin-path)
[ -x "$made/mingdai" ] || { echo "install: no $made/mingdai: run make build first" >&2; exit 1; }
home=$prefix/lib/mingdai

install -d "$home" "$prefix/bin"
# By rename: a running program keeps its file, and the engine never belongs to another program.
engine=$home/calculator.wasm
if [ -e "$made/calculator.wasm" ]; then
  install -m 644 "$made/calculator.wasm" "$engine.new"
  mv "$engine.new" "$engine"
else
  rm -f "$engine"
  echo "install: no calculator.wasm: 贴息试算 will say that it cannot compute" >&2
fi
install -m 755 "$made/mingdai" "$home/mingdai.new"
mv "$home/mingdai.new" "$home/mingdai"
ln -sfn ../lib/mingdai/mingdai "$prefix/bin/mingdai"
