#!/bin/sh
# Checks for what a build (`requirements.sh build`) or the tests (`requirements.sh test`) need on
# Debian or Ubuntu, and installs what is missing with apt-get, through sudo when not root. Where
# that cannot be done it prints the exact command and stops.
set -eu

what=${1:-build}
build="pkg-config libssl-dev libsqlite3-dev"
test="openssl sqlite3 util-linux chromium fonts-noto-cjk"

say() { printf 'requirements: %s\n' "$*" >&2; }

if ! command -v swift >/dev/null 2>&1; then
  say "Swift 6.2 or newer is needed and apt-get has none: install the toolchain from swift.org,"
  say "put its usr/bin on PATH, and run the same command again."
  exit 1
fi

wanted=$build
[ "$what" = test ] && wanted="$build $test"

# What is there by its own name, whichever package brought it.
have() {
  case $1 in
    pkg-config | openssl | sqlite3) command -v "$1" >/dev/null 2>&1 ;;
    util-linux) command -v flock >/dev/null 2>&1 ;;
    libssl-dev) pkg-config --atleast-version=3.0 libcrypto 2>/dev/null ;;
    libsqlite3-dev) pkg-config --exists sqlite3 2>/dev/null ;;
    chromium) command -v chromium >/dev/null 2>&1 ;;
    fonts-noto-cjk) fc-list 2>/dev/null | grep -q 'Noto Sans CJK' ;;
    *) return 1 ;;
  esac
}

missing=""
for package in $wanted; do
  have "$package" || missing="$missing $package"
done

if [ -n "$missing" ]; then
  install="apt-get install -y --no-install-recommends$missing"
  if ! command -v apt-get >/dev/null 2>&1; then
    say "missing:$missing. Install them with this system's package manager (their Debian names)."
    exit 1
  fi
  if [ "$(id -u)" = 0 ]; then
    as_root=""
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo"
  else
    say "missing:$missing. Run this and then the same command again:"
    say "  sudo apt-get update && sudo $install"
    exit 1
  fi
  say "installing what is missing:$missing"
  export DEBIAN_FRONTEND=noninteractive
  $as_root apt-get update -qq >&2
  # shellcheck disable=SC2086 # the list is meant to be split
  $as_root $install >&2
fi

if [ "$what" = test ] && ! command -v node >/dev/null 2>&1; then
  say "node is not there: the WebAssembly test will say so and be left out."
fi
