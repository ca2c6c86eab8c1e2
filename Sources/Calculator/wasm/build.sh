#!/bin/sh
# Builds Quantities, Subsidy and Calculator as Embedded Swift for WebAssembly.
# build.sh SOURCES OUT: SOURCES holds the rooms; OUT gets calculator.wasm.
# swiftc, clang and wasm-ld are taken from PATH. Exit code 3: this toolchain cannot.
set -eu
sources=$1
out=$2
triple=wasm32-unknown-none-wasm
mkdir -p "$out"

for tool in swiftc clang wasm-ld; do
  command -v "$tool" >/dev/null 2>&1 || { echo "wasm: no $tool on PATH" >&2; exit 3; }
done
resources=$(swiftc -print-target-info -target "$triple" |
  sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
if [ ! -e "$resources/embedded/Swift.swiftmodule/$triple.swiftmodule" ]; then
  echo "wasm: this Swift toolchain has no embedded library for $triple" >&2
  exit 3
fi

room() {
  name=$1
  shift
  swiftc -target "$triple" -enable-experimental-feature Embedded \
    -swift-version 6 -wmo -Osize -parse-as-library -enable-upcoming-feature ExistentialAny \
    -enable-upcoming-feature InternalImportsByDefault -I "$out" -module-name "$name" \
    -emit-module -emit-module-path "$out/$name.swiftmodule" -c -o "$out/$name.o" "$@"
}

room Quantities "$sources"/Quantities/*.swift
room Subsidy "$sources"/Subsidy/*.swift
room Calculator "$sources"/Calculator/*.swift
clang --target=wasm32 -O2 -ffreestanding -fno-builtin -c -o "$out/support.o" \
  "$sources/Calculator/wasm/support.c"
wasm-ld --no-entry --gc-sections --strip-all --export=room --export=answer \
  -o "$out/calculator.wasm.new" \
  "$out/Calculator.o" "$out/Subsidy.o" "$out/Quantities.o" "$out/support.o"
mv "$out/calculator.wasm.new" "$out/calculator.wasm"
