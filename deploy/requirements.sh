#!/bin/sh
# Checks for what a build (`requirements.sh build`) or the tests (`requirements.sh test`) need on
# Debian or Ubuntu, and installs what is missing with apt-get, through sudo when not root. Where
# that cannot be done it prints the exact command and stops.
set -eu

what=${1:-build}
build="pkg-config libssl-dev libsqlite3-dev libxlsxwriter-dev zlib1g-dev libqrencode-dev"
test="openssl sqlite3 util-linux chromium fonts-noto-cjk openssh-client openssh-server nginx-light"
# Beside a LibreOffice with windows, the part without them would take its place.
calc=libreoffice-calc-nogui
[ "$(dpkg-query -W -f '${db:Status-Status}' libreoffice-core 2>/dev/null)" = installed ] &&
  calc=libreoffice-calc
test="$test $calc python3-venv default-jre-headless poppler-utils"

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
    libxlsxwriter-dev) pkg-config --exists xlsxwriter 2>/dev/null ;;
    libqrencode-dev) pkg-config --exists libqrencode 2>/dev/null ;;
    zlib1g-dev) pkg-config --exists zlib 2>/dev/null ;;
    openssh-client) command -v sftp >/dev/null 2>&1 ;;
    openssh-server) [ -x /usr/sbin/sshd ] ;;
    nginx-light) [ -x /usr/sbin/nginx ] ;;
    chromium) command -v chromium >/dev/null 2>&1 ;;
    libreoffice-calc*) has_calc ;;
    python3-venv) python3 -c 'import ensurepip, venv' 2>/dev/null ;;
    default-jre-headless) command -v java >/dev/null 2>&1 ;;
    poppler-utils) command -v pdftotext >/dev/null 2>&1 ;;
    fonts-noto-cjk) fc-list 2>/dev/null | grep -q 'Noto Sans CJK' ;;
    *) return 1 ;;
  esac
}

# LibreOffice with its spreadsheet part: soffice alone may be there for letters.
has_calc() {
  soffice=$(command -v soffice) && [ -e "$(dirname "$(readlink -f "$soffice")")/libsclo.so" ]
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
  # The tests start a daemon of their own: none is to be started by the installation.
  guard=/usr/sbin/policy-rc.d
  guarded=no
  if [ ! -e "$guard" ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$guard" >/dev/null
    $as_root chmod 755 "$guard"
    guarded=yes
  fi
  status=0
  # shellcheck disable=SC2086 # the list is meant to be split
  { $as_root apt-get update -qq && $as_root $install; } >&2 || status=$?
  [ "$guarded" = no ] || $as_root rm -f "$guard"
  if [ "$status" != 0 ]; then
    say "that failed. Mend it, or run: apt-get update && $install"
    exit 1
  fi
fi

# Other people's tools that the tests run, in a Python of their own. Without PyPI the tests that
# need them say so and are left out.
if [ "$what" = test ]; then
  tools=.build/python
  list=Tests/requirements.txt
  if ! cmp -s "$list" "$tools/installed.txt"; then
    say "making $tools from $list"
    if python3 -m venv "$tools" >&2 &&
      "$tools/bin/pip" install --quiet --disable-pip-version-check -r "$list" >&2; then
      cp "$list" "$tools/installed.txt"
    else
      say "that failed: tests that need it will say so and be left out."
    fi
  fi
fi

if [ "$what" = test ] && ! command -v node >/dev/null 2>&1; then
  say "node is not there: the WebAssembly test will say so and be left out."
fi
