#!/bin/sh
# Makes the accounts and folders through which banks exchange packages by SFTP: README.md. Every
# command may be given again; it puts right what has changed.
#
#   trays.sh setup                  service account, group of banks, base folders, sshd's rules
#   trays.sh add CODE FILE [FROM]   a bank's account, trays and SSH public keys (one a line)
#   trays.sh lock CODE              no login for the bank any more; nothing is removed
set -eu
umask 022

banks=${MINGDAI_BANKS:-/srv/mingdai/banks}
service=${MINGDAI_SERVICE:-mingdai}
service_home=${MINGDAI_SERVICE_HOME:-/var/lib/mingdai}
group=${MINGDAI_BANK_GROUP:-mingdai-bank}
prefix=${MINGDAI_BANK_PREFIX:-md-}
authorized=${MINGDAI_AUTHORIZED_KEYS:-/etc/mingdai/authorized_keys}
rules=${MINGDAI_SSHD_RULES:-/etc/ssh/sshd_config.d/10-mingdai.conf}
here=$(cd "$(dirname "$0")" && pwd)

say() { printf '%s\n' "$*"; }
stop() { # place, what is wrong, how to mend it
  printf '%s：%s。\n办法：%s。\n' "$1" "$2" "$3" >&2
  exit "${4:-64}"
}

# sshd refuses a chroot below a folder that anybody but root may write to (EXCHANGE §6).
owned_by_root() {
  path=$1
  while :; do
    [ ! -L "$path" ] || stop "$path" "是符号链接" "换成真正的文件夹" 70
    owner=$(stat -c %u "$path")
    mode=$(stat -c %A "$path")
    case $owner:$mode in
      0:?????-??-?) ;;
      *) stop "$path" "须归 root 所有，且组和其他人不可写" "chown root $path && chmod go-w $path" 70 ;;
    esac
    [ "$path" != / ] || return 0
    path=$(dirname "$path")
  done
}

# A folder with its owner and mode, whether it is there or not; never through a link.
folder() { # owner group mode path
  [ ! -L "$4" ] || stop "$4" "是符号链接" "查明来历后删除，再运行一次" 70
  install -d -o "$1" -g "$2" -m "$3" "$4"
}

account() { # name home comment
  if id "$1" >/dev/null 2>&1; then
    home=$(getent passwd "$1" | cut -d: -f6)
    [ "$home" = "$2" ] || stop "$1" "同名帐户已存在，主目录是 $home" "改名或删除那个帐户后再试"
  else
    useradd --system --user-group --no-create-home --home-dir "$2" \
      --shell /usr/sbin/nologin --comment "$3" "$1"
  fi
}

setup() {
  getent group "$group" >/dev/null || groupadd --system "$group"
  account "$service" "$service_home" "Mingdai service"
  folder "$service" "$service" 0700 "$service_home"
  folder root root 0755 "$banks"
  owned_by_root "$banks"
  folder root root 0755 "$authorized"
  owned_by_root "$authorized"

  [ -d "$(dirname "$rules")" ] || stop "$rules" "没有这个文件夹" "先安装 openssh-server" 70
  sed -e "s|Match Group mingdai-bank\$|Match Group $group|" \
    -e "s|/etc/mingdai/authorized_keys/|$authorized/|" "$here/mingdai.conf" >"$rules.new"
  chmod 0644 "$rules.new"
  mv "$rules.new" "$rules"
  say "已就绪：$banks、$authorized、$rules。请运行 sshd -t && systemctl reload ssh 使其生效。"
}

# The code's grammar is EXCHANGE §1. Lower case, because useradd wants it; no two codes coincide.
named() {
  printf '%s\n' "$1" | grep -Eqx '[A-Z0-9]{4,16}' ||
    stop "$1" "银行代码应为 4 至 16 位大写字母或数字" "改正后再试"
  code=$1
  user=$prefix$(printf '%s' "$code" | tr 'A-Z' 'a-z')
}

# Only plain keys: an option in a bank's own file would be an order to our daemon.
read_keys() { # file from
  options=restrict
  if [ -n "$2" ]; then
    printf '%s\n' "$2" | grep -Eqx '[0-9A-Fa-f.:/,]+' ||
      stop "$2" "来源地址应为 IP 地址或网段，以逗号分隔" "例如 10.20.0.0/24"
    options="restrict,from=\"$2\""
  fi
  keys=$(sed -e 's/\r$//' -e '/^[[:space:]]*$/d' "$1")
  [ -n "$keys" ] || stop "$1" "没有公钥" "请银行重新提供 SSH 公钥文件"
  lines=""
  while IFS= read -r line; do
    case $line in
      "ssh-ed25519 "* | "ssh-rsa "* | "ecdsa-sha2-nistp"*) ;;
      *) stop "$1" "只接受 ssh-ed25519、ecdsa-sha2-nistp 和 ssh-rsa 公钥，行首不得有选项" \
        "请银行重新提供 SSH 公钥文件" ;;
    esac
    size=$(printf '%s\n' "$line" | ssh-keygen -l -f - 2>/dev/null | cut -d' ' -f1) || size=""
    case $line:$size in
      *:) stop "$1" "有一行不是完整的公钥" "请银行重新提供 SSH 公钥文件" ;;
      "ssh-rsa "*) [ "$size" -ge 3072 ] || stop "$1" "RSA 公钥短于 3072 位" "请银行另做一把" ;;
    esac
    lines="$lines$options $line
"
  done <<KEYS
$keys
KEYS
}

add() {
  [ -r "$2" ] || stop "$2" "读不到公钥文件" "检查路径"
  named "$1"
  read_keys "$2" "${3:-}"
  [ -d "$banks" ] && id "$service" >/dev/null 2>&1 || stop "$banks" "尚未准备" "先运行 trays.sh setup"
  owned_by_root "$banks"
  account "$user" "$banks/$code" "Bank $code"
  # useradd --system leaves the account locked ('!'), and sshd without PAM refuses those even with
  # a key. '*' is no password's hash either (EXCHANGE §6).
  usermod -p '*' -a -G "$group" "$user"

  folder root root 0755 "$banks/$code"
  # For syslog's socket: what sshd writes about a session comes from within the chroot.
  folder root root 0755 "$banks/$code/dev"
  folder "$user" "$user" 0700 "$banks/$code/inbox"
  folder "$service" "$user" 0750 "$banks/$code/outbox"
  folder "$service" "$user" 0750 "$banks/$code/keys"
  folder "$service" "$service" 0700 "$banks/$code/work"
  folder "$service" "$service" 0700 "$banks/$code/quarantine"
  # A package is taken by one rename, which cannot cross from one file system to another.
  for name in work quarantine; do
    [ "$(stat -c %d "$banks/$code/inbox")" = "$(stat -c %d "$banks/$code/$name")" ] ||
      stop "$banks/$code/$name" "与 inbox 不在同一文件系统" "整个 $code 文件夹放在同一个挂载点上" 70
  done

  printf '%s' "$lines" >"$authorized/.$user.new"
  chmod 0644 "$authorized/.$user.new"
  mv "$authorized/.$user.new" "$authorized/$user"
  say "银行 $code：帐户 $user，文件夹 $banks/$code。公钥指纹："
  ssh-keygen -l -f "$2"
}

lock() {
  named "$1"
  id "$user" >/dev/null 2>&1 || stop "$code" "没有这家银行的帐户" "检查代码"
  rm -f "$authorized/$user"
  say "银行 $code 不能再登录；文件未动。已经连上的会话用 pkill -u $user 结束。"
}

[ "$(id -u)" = 0 ] || stop "trays.sh" "需要 root 权限" "sudo $0 $*" 70
case ${1:-}:$# in
  setup:1) setup ;;
  add:3 | add:4) add "$2" "$3" "${4:-}" ;;
  lock:2) lock "$2" ;;
  *) stop "trays.sh" "用法不对" "trays.sh setup；trays.sh add 代码 公钥文件 [来源网段]；trays.sh lock 代码" ;;
esac
