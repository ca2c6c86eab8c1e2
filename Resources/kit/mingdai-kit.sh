#!/bin/sh
# 明贷银行端脚本：生成密钥、封装报送、验证回执、答复、更换密钥。
# 只用 openssl（3.0 以上）和 POSIX 工具。
#
#   mingdai-kit.sh keygen sm2|p256 密钥文件夹
#   mingdai-kit.sh seal 待封装文件夹 私钥文件 本行代码 接收方代码 输出文件夹
#   mingdai-kit.sh verify 数据包文件夹 人社局公钥文件
#   mingdai-kit.sh reply 数据包文件夹 人社局公钥文件 私钥文件 本行代码 输出文件夹 [代码 拒收原因]
#   mingdai-kit.sh announce 新公钥文件 私钥文件 本行代码 接收方代码 输出文件夹
#
# reply 先验签，生成本行的回执：不写代码和原因就是收下，写了就是拒收。
# verify 把随包收到的检查点存进人社局公钥文件旁边的 checkpoints，供日后核对公开网站。
# 待封装文件夹中放 records.json 和附件。私钥不得离开本行；序号文件放在私钥旁边。
# 退出码：0 完成；1 内容有问题；64 用法不对；70 环境出错。

set -eu
LC_ALL=C
export LC_ALL
umask 077

die() {
  status=$1
  shift
  printf '%s\n' "$*" >&2
  exit "$status"
}

usage() {
  sed -n '2,14s/^# \{0,1\}//p' "$0" >&2
  exit 64
}

# 曲线决定算法。$1 为密钥文件，$2 为空或 -pubin。
read_suite() {
  # shellcheck disable=SC2086
  curve=$(openssl pkey -in "$1" ${2:-} -noout -text_pub 2>/dev/null |
    sed -n 's/^ASN1 OID: *//p')
  case $curve in
    SM2) suite=SM2-SM3 digest=SM3 option=-sm3 distid='-sigopt distid:1234567812345678' ;;
    prime256v1) suite=ECDSA-P256-SHA256 digest=SHA-256 option=-sha256 distid= ;;
    *) die 64 "$1：不是 SM2 或 P-256 密钥" ;;
  esac
}

digest_of() { openssl dgst "$option" -r "$1" | sed 's/ .*//'; }

size_of() { wc -c <"$1" | tr -d ' '; }

is_code() {
  case $1 in
    '' | *[!A-Z0-9]*) return 1 ;;
  esac
  [ ${#1} -ge 4 ] && [ ${#1} -le 16 ]
}

is_file_name() {
  case $1 in
    manifest.json | [!a-z0-9]* | *[!a-z0-9._-]*) return 1 ;;
    *.json | *.csv | *.pem | *.pdf | *.jpg | *.jpeg | *.png | *.ofd) [ ${#1} -le 100 ] ;;
    *) return 1 ;;
  esac
}

# 把 JSON 摊平，每个值一行：位置、制表符、值。字符串前带一个引号，对象的值为 {。
# 以引号为记录分隔符，读到的就轮流是字符串外和字符串内的文字，所以多大的文件都只读一遍。
flatten() {
  awk '
    function path(   k, p) {
      p = ""
      for (k = 1; k <= depth; k++) p = p "/" (kind[k] == "[" ? place[k] : name[k])
      return p
    }
    function tell(value) { print path() "\t" value }
    function end_word() { if (word != "") { tell(word); word = "" } }
    function outside(text,   i, c) {
      for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        if (c == "{") { tell("{"); kind[++depth] = "{"; named = 0 }
        else if (c == "[") { kind[++depth] = "["; place[depth] = 0 }
        else if (c == "}" || c == "]") { end_word(); depth-- }
        else if (c == ",") { end_word(); if (kind[depth] == "[") place[depth]++; else named = 0 }
        else if (c == ":") named = 1
        else if (c ~ /[ \t\r\n]/) end_word()
        else word = word c
      }
    }
    BEGIN { RS = "\"" }
    inside {
      text = text $0
      if (match($0, /\\+$/) && RLENGTH % 2) { text = text "\""; next }
      if (kind[depth] == "{" && !named) name[depth] = text; else tell("\"" text)
      inside = 0
      text = ""
      next
    }
    { outside($0); inside = 1 }
  ' "$1"
}

# 记录数和放款总额：全部 DISBURSEMENT 记录中写法正确的 amount 之和。
control_of() {
  flatten "$1" | awk '
    BEGIN { FS = "\t" }
    function take() {
      if (type == "\"DISBURSEMENT" && amount ~ /^"(0|[1-9][0-9]*)\.[0-9][0-9]$/ &&
          length(amount) <= 17) {
        gsub(/[".]/, "", amount)
        fen += amount
      }
      type = ""
      amount = ""
    }
    $1 ~ /^\/records\/[0-9]+$/ { take(); count++ }
    $1 ~ /^\/records\/[0-9]+\/type$/ { type = $2 }
    $1 ~ /^\/records\/[0-9]+\/amount$/ { amount = $2 }
    END {
      take()
      total = sprintf("%.0f", fen)
      while (length(total) < 3) total = "0" total
      printf "%d %s.%s\n", count, substr(total, 1, length(total) - 2), substr(total, length(total) - 1)
    }
  '
}

# 取下一个序号：先写入序号文件，再用它封装，所以中途断电也不会用两次。
next_number() {
  counter=$1
  mkdir "$counter.busy" 2>/dev/null ||
    die 70 "$counter.busy：另一个封装正在进行；确认没有的话请删去这个文件夹"
  last=0
  [ ! -f "$counter" ] || last=$(tr -d ' \r\n' <"$counter")
  case $last in
    '' | *[!0-9]*)
      rmdir "$counter.busy"
      die 64 "$counter：内容不是数字，请写入最近一次使用的序号"
      ;;
  esac
  number=$(expr "$last" + 1)
  printf '%s\n' "$number" >"$counter.new" && mv "$counter.new" "$counter"
  rmdir "$counter.busy"
}

list_file() {
  [ -z "$files" ] || files="$files, "
  files="$files{\"name\": \"$1\", \"role\": \"$2\", \"size\": $(size_of "$part/$1"), \"digest\": \"$(digest_of "$part/$1")\"}"
}

# 公钥 SPKI DER 的摘要。$2 为 -pubin（公钥文件）或 -pubout（私钥文件）。
key_id_of() {
  openssl pkey -in "$1" "$2" -outform DER | openssl dgst "$option" -r | sed 's/ .*//'
}

keygen() {
  [ $# -eq 2 ] || usage
  case $1 in
    sm2) group=SM2 ;;
    p256) group=P-256 ;;
    *) usage ;;
  esac
  mkdir -p "$2"
  key=$2/private-$1.pem
  public=$2/public-$1.pem
  [ ! -e "$key" ] && [ ! -e "$public" ] || die 64 "$key：已有密钥，未生成新的密钥"
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:$group -out "$key" 2>/dev/null ||
    die 70 "openssl 不能生成 $group 密钥，请用 3.0 以上版本"
  openssl pkey -in "$key" -pubout -out "$public"
  chmod 644 "$public"
  letter "$public"
}

# 公钥指纹函。
letter() {
  read_suite "$1" -pubin
  printf '公钥指纹函\n  %s\n  指纹  %s\n  公钥  %s\n' "$suite" \
    "$(key_id_of "$1" -pubin | sed 's/..../& /g; s/ $//')" "$1"
}

# 取下一个序号，开始一个包：$key $bank $receiver $out 已定。
begin_package() {
  next_number "$(dirname "$key")/counter-$bank-$receiver"
  id=$(printf '%s-%09d' "$bank" "$number")
  part=$out/$id.part
  [ ! -e "$out/$id" ] || die 70 "$out/$id：已有同名的包"
  mkdir -p "$out"
  mkdir "$part"
  trap 'rm -rf "$part"' EXIT
  files=
}

# 写清单、签名、改名。$1 为报文类型，$2 为这一类型另有的成员。
finish_package() {
  cat >"$part/manifest.json" <<END
{
  "format": "mingdai/1",
  "messageType": "$1",
  "packageId": "$id",
  "sender": "$bank",
  "receiver": "$receiver",
  "createdAt": "$now",
  "keyId": "$(key_id_of "$key" -pubout)",
  "signatureAlgorithm": "$suite",
  "digestAlgorithm": "$digest",
  "files": [$files]$2
}
END
  # shellcheck disable=SC2086
  openssl dgst "$option" -sign "$key" $distid -out "$part/manifest.sig" "$part/manifest.json"
  mv "$part" "$out/$id"
  trap - EXIT
  printf '%s\n' "$out/$id"
}

seal() {
  [ $# -eq 5 ] || usage
  folder=$1 key=$2 bank=$3 receiver=$4 out=$5
  is_code "$bank" && is_code "$receiver" || die 64 "代码应为 4 至 16 位大写字母或数字"
  [ -f "$folder/records.json" ] || die 64 "$folder：没有 records.json"
  for file in "$folder"/*; do
    name=${file##*/}
    [ -f "$file" ] && [ ! -h "$file" ] || die 1 "$file：不是普通文件"
    is_file_name "$name" || die 1 "$file：文件名应为小写字母、数字和 . _ -"
  done
  read_suite "$key"
  control=$(control_of "$folder/records.json")
  begin_package
  cp "$folder/records.json" "$part/"
  list_file records.json RECORDS
  for file in "$folder"/*; do
    name=${file##*/}
    [ "$name" != records.json ] || continue
    cp "$file" "$part/"
    list_file "$name" ATTACHMENT
  done
  finish_package BATCH ",
  \"control\": {\"recordCount\": ${control% *}, \"totalAmount\": \"${control#* }\"}"
}

# 用新公钥通知人社局：由现用密钥签名，批准以前仍用现用密钥。
announce() {
  [ $# -eq 5 ] || usage
  public=$1 key=$2 bank=$3 receiver=$4 out=$5
  is_code "$bank" && is_code "$receiver" || die 64 "代码应为 4 至 16 位大写字母或数字"
  read_suite "$public" -pubin
  read_suite "$key"
  [ "$(openssl pkey -pubin -in "$public")" != "$(openssl pkey -in "$key" -pubout)" ] ||
    die 64 "$public：就是签名所用的这把密钥，请另外生成新的密钥对"
  begin_package
  openssl pkey -pubin -in "$public" -out "$part/key.pem"
  list_file key.pem KEY
  finish_package KEY_ANNOUNCE ""
}

# 验签，并核对包编号；清单摊平放在 $flat。$1 为包的文件夹，$2 为人社局公钥。
open_package() {
  package=${1%/}
  read_suite "$2" -pubin
  # shellcheck disable=SC2086
  openssl dgst "$option" -verify "$2" $distid -signature "$package/manifest.sig" \
    "$package/manifest.json" >/dev/null 2>&1 || die 1 "$package：验签未通过，内容不可信"
  flat=$(flatten "$package/manifest.json")
  [ "$(value_of /packageId)" = "${package##*/}" ] ||
    die 1 "$package：清单中的包编号与文件夹名不符"
}

# 清单中一个字符串的值。
value_of() { printf '%s\n' "$flat" | sed -n "s|^$1	\"||p"; }

# 核对清单所列的文件。
check_files() {
  printf '%s\n' "$flat" | awk '
    BEGIN { FS = "\t" }
    $1 ~ /^\/files\/[0-9]+\/(name|size|digest)$/ {
      split($1, at, "/")
      value[at[3], at[4]] = $2
      if (at[3] + 1 > count) count = at[3] + 1
    }
    END {
      for (i = 0; i < count; i++)
        print substr(value[i, "name"], 2), value[i, "size"], substr(value[i, "digest"], 2)
    }
  ' | while read -r name size hash; do
    is_file_name "$name" && [ -f "$package/$name" ] && [ ! -h "$package/$name" ] &&
      [ "$(size_of "$package/$name")" = "$size" ] &&
      [ "$(digest_of "$package/$name")" = "$hash" ] ||
      die 1 "$package：清单所列的文件缺少或与清单不符"
  done
}

verify() {
  [ $# -eq 2 ] || usage
  open_package "$1" "$2"
  check_files
  printf '验签通过 %s\n' "${package##*/}"
  printf '%s\n' "$flat" | sed -n \
    -e 's|^/inReplyTo/packageId	"|回复 |p' -e 's|^/receipt/status	"|结果 |p' \
    -e 's|^/receipt.*/code	"|代码 |p' -e 's|^/receipt.*/message	"|  |p'
  [ "$(value_of /messageType)" != KEY_ANNOUNCE ] || letter "$package/key.pem"
  case $flat in
    *'/name	"checkpoint.json'*) keep_checkpoint "$(dirname "$2")/checkpoints" ;;
  esac
}

# 存下透明日志的检查点，文件名按条数排序。$1 为文件夹。
keep_checkpoint() {
  mkdir -p "$1"
  kept=$1/.new
  flatten "$package/checkpoint.json" | sed -n -e 's|\\n$||' -e 's|\\n|\
|g' -e 's|^/checkpoint	"||p' >"$kept"
  size=$(sed -n 2p "$kept")
  case $size in
    '' | *[!0-9]* | ?????????????*) rm "$kept" && return ;;
  esac
  while [ ${#size} -lt 12 ]; do size=0$size; done
  name=$1/checkpoint-$size-$(openssl dgst -sha256 -r "$kept" | cut -c1-16)
  mv "$kept" "$name"
  printf '检查点已保存 %s\n' "$name"
}

# 本行的回执：收下，或写明代码和原因拒收。
reply() {
  [ $# -eq 5 ] || [ $# -eq 7 ] || usage
  key=$3 bank=$4 out=$5 code=${6:-} reason=${7:-}
  is_code "$bank" || die 64 "代码应为 4 至 16 位大写字母或数字"
  open_package "$1" "$2"
  [ "$(value_of /receiver)" = "$bank" ] || die 1 "$package：这个包不是发给 $bank 的"
  receiver=$(value_of /sender)
  case ${package##*/} in
    "$receiver"-?????????) is_code "$receiver" ;;
    *) false ;;
  esac || die 1 "$package：包编号与发送方不符"
  if [ $# -eq 5 ]; then
    check_files
    stage=BUSINESS status=ACCEPTED codes=
  else
    case $code in
      P10[1-6] | S20[1-4] | M30[1-8] | D40[23] | F50[1-3] | C60[12] | R70[1-8] | X900) ;;
      *) die 64 "$code：应为代码表中级别为 REJECT 的代码" ;;
    esac
    [ -n "$reason" ] && [ "$(printf '%s' "$reason" | tr -d '"\\[:cntrl:]')" = "$reason" ] ||
      die 64 "拒收原因应为一句话，不含引号、反斜杠和换行"
    stage=TECHNICAL status=REJECTED
    codes="{\"code\": \"$code\", \"severity\": \"REJECT\", \"message\": \"$reason\"}"
  fi
  read_suite "$key"
  begin_package
  finish_package RECEIPT ",
  \"inReplyTo\": {\"packageId\": \"${package##*/}\", \"manifestDigest\": \"$(
    digest_of "$package/manifest.json"
  )\"},
  \"receipt\": {\"stage\": \"$stage\", \"status\": \"$status\", \"receivedAt\": \"$now\",
    \"accepted\": 0, \"refused\": 0, \"codes\": [$codes], \"records\": []}"
}

[ $# -ge 1 ] || usage
command -v openssl >/dev/null || die 70 "没有 openssl"
now=${MINGDAI_NOW:-$(date -u '+%Y-%m-%dT%H:%M:%SZ')}
verb=$1
shift
case $verb in
  keygen | seal | verify | reply | announce) "$verb" "$@" ;;
  *) usage ;;
esac
