#!/bin/sh
# Builds Quantities, Subsidy and the entry points as Embedded Swift for WebAssembly.
# build.sh SOURCES OUT: SOURCES holds Quantities/ and Subsidy/; OUT gets subsidy.wasm.
# swiftc, clang and wasm-ld are taken from PATH.
set -eu
sources=$1
out=$2
here=$(dirname "$0")
mkdir -p "$out"

room() {
  name=$1
  shift
  swiftc -target wasm32-unknown-none-wasm -enable-experimental-feature Embedded \
    -swift-version 6 -wmo -Osize -parse-as-library -enable-upcoming-feature ExistentialAny \
    -enable-upcoming-feature InternalImportsByDefault -I "$out" -module-name "$name" \
    -emit-module -emit-module-path "$out/$name.swiftmodule" -c -o "$out/$name.o" "$@"
}

room Quantities "$sources"/Quantities/*.swift
room Subsidy "$sources"/Subsidy/*.swift
room Calculator "$here/Entry.swift"
clang --target=wasm32 -O2 -ffreestanding -fno-builtin -c -o "$out/support.o" "$here/support.c"
wasm-ld --no-entry --gc-sections --strip-all --export=figure -o "$out/subsidy.wasm" \
  "$out/Calculator.o" "$out/Subsidy.o" "$out/Quantities.o" "$out/support.o"
