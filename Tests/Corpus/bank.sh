# What a bank has: openssl, a text writer and a place to upload to. The recipes in cases/ are read
# behind this file by sh -eu, in a folder of the bank's own. The test sets BANK, KEY (a file), KEYID,
# SUITE (p256 or sm2), INBOX, OFFICE and MINGDAI.
#
# A recipe without `package` fills package number 1.

export LC_ALL=C
now='2026-04-02T09:00:00+08:00'

# package [NUMBER]: the folder that is filled from here on.
package() {
  NAME=$(printf '%s-%09d' "$BANK" "${1:-1}")
  mkdir -p "$DESK/$NAME"
  cd "$DESK/$NAME"
  COUNT=0 TOTAL=0.00
}

# loan RECORD NOTE [AMOUNT]: a DISBURSEMENT to a synthetic person, with nothing wrong in it.
loan() {
  printf '%s' "{\"recordId\": \"$1\", \"version\": 1, \"action\": \"CREATE\", "\
"\"type\": \"DISBURSEMENT\", \"noteNo\": \"$2\", \"contractNo\": \"HT-$2\", "\
'"borrower": {"kind": "INDIVIDUAL", "name": "赵一一", "idNumber": "14052519850101100X", '\
'"phone": "13900000000", "category": "01"}, '\
'"project": {"name": "示例项目", "industry": "F52", "town": "140525100000"}, '\
"\"amount\": \"${3:-100000.00}\", "\
'"signedOn": "2025-06-10", "disbursedOn": "2025-06-10", "dueOn": "2028-06-10", '\
'"rate": "4.5000", "lpr": "3.0000", "settlement": "QUARTER_20", "repayment": "BULLET", '\
'"dayBasis": 360, "payee": "BANK", "useOrdinal": 1}'
}

# event TYPE RECORD NOTE MEMBERS: any other fact of a note.
event() {
  printf '%s' "{\"recordId\": \"$2\", \"version\": 1, \"action\": \"CREATE\", \"type\": \"$1\", "\
"\"noteNo\": \"$3\", $4}"
}

# repay RECORD NOTE DAY PRINCIPAL
repay() { event REPAYMENT "$1" "$2" "\"on\": \"$3\", \"principal\": \"$4\""; }

# claim RECORD NOTE
claim() {
  event CLAIM "$1" "$2" '"period": "2026Q1", "days": 90, "closingBalance": "100000.00", '\
'"interest": "1125.00", "subsidy": "562.50"'
}

# put MEMBER VALUE: the JSON text of the standard input with the first value of a member replaced.
put() {
  text=$(cat)
  front=${text%%"\"$1\": "*}
  [ "$front" != "$text" ] || { echo "nothing to replace: $1" >&2; return 1; }
  rest=${text#"$front"}
  rest=${rest#"\"$1\": "}
  printf '%s' "$front\"$1\": $2${rest#"${rest%%[,\}]*}"}"
}

# records RECORD…: writes records.json, one record a line, and knows the control total.
records() {
  : > records.json
  printf '{"records": [' >> records.json
  between=
  for record; do
    [ -n "$record" ] || { echo 'a record is empty' >&2; return 1; }
    printf '%s%s' "$between" "$record" >> records.json
    between=',
'
  done
  printf ']}' >> records.json
  COUNT=$#
  TOTAL=$(awk -F '"amount": "' '
    /"DISBURSEMENT"/ && NF > 1 {
      split($2, text, "\"")
      if (length(text[1]) <= 16 && text[1] ~ /^(0|[1-9][0-9]*)\.[0-9][0-9]$/) total += text[1]
    }
    END { printf "%.2f", total }' records.json)
}

# text TEXT: writes records.json as it stands; the control total is that of an empty batch.
text() { printf '%s' "$1" > records.json; }

digest() { openssl dgst "$(hash)" -r "$1" | cut -d ' ' -f 1; }
hash() { if [ "$SUITE" = sm2 ]; then echo -sm3; else echo -sha256; fi; }

# entry FILE [NAME]: a line of the manifest's list.
entry() {
  role=ATTACHMENT
  [ "$1" != records.json ] || role=RECORDS
  printf '{"name": "%s", "role": "%s", "size": %s, "digest": "%s"}' \
    "${2:-$1}" "$role" "$(stat -c %s "$1")" "$(digest "$1")"
}

# files: the list of everything in the folder, records.json first.
files() {
  between=
  for file in records.json *; do
    case $file in
      manifest.*) continue ;;
      records.json) [ -z "$between" ] || continue ;;
    esac
    printf '%s%s' "$between" "$(entry "$file")"
    between=', '
  done
}

# manifest [FILES]: writes manifest.json.
manifest() {
  if [ "$SUITE" = sm2 ]; then signs=SM2-SM3 digests=SM3
  else signs=ECDSA-P256-SHA256 digests=SHA-256; fi
  cat > manifest.json <<END
{"format": "mingdai/1",
"messageType": "BATCH",
"packageId": "$NAME",
"sender": "$BANK",
"receiver": "ZEZHOU",
"createdAt": "2026-04-02T08:59:00+08:00",
"keyId": "$KEYID",
"signatureAlgorithm": "$signs",
"digestAlgorithm": "$digests",
"files": [${1:-$(files)}],
"control": {"recordCount": $COUNT, "totalAmount": "$TOTAL"}}
END
}

# announce [FILES]: the manifest of a KEY_ANNOUNCE, of key.pem unless other files are given.
announce() {
  manifest "${1:-$(entry key.pem | put role '"KEY"')}"
  state messageType '"KEY_ANNOUNCE"'
  without control
}

# reply PACKAGE DIGEST [STAGE STATUS CODES [FILES]]: the manifest of the bank's receipt for a package
# of ours; DIGEST is the JSON text of manifestDigest.
reply() {
  manifest "${6:- }"
  state messageType "\"RECEIPT\", \"inReplyTo\": {\"packageId\": \"$1\", \
\"manifestDigest\": $2}, \"receipt\": {\"stage\": \"${3:-BUSINESS}\", \
\"status\": \"${4:-ACCEPTED}\", \"receivedAt\": \"2026-04-02T09:00:00+08:00\", \"accepted\": 0, \
\"refused\": 0, \"codes\": [${5:-}], \"records\": []}"
  without control
}

# ours NAME: the digest of the manifest of a package of ours in the outbox, as JSON.
ours() { printf '"%s"' "$(digest "$INBOX/../outbox/$1/manifest.json")"; }

# state MEMBER VALUE: replaces a value in manifest.json, before it is signed.
state() {
  changed=$(put "$1" "$2" < manifest.json)
  printf '%s' "$changed" > manifest.json
}

# without MEMBER: leaves out the last line of manifest.json, which holds that member.
without() {
  tail -n 1 manifest.json | grep -q "^\"$1\": "
  sed -i -e '$d' manifest.json
  sed -i -e '$s/,$/}/' manifest.json
}

# sign [KEY]: as the guide for banks prints it.
sign() {
  if [ "$SUITE" = sm2 ]; then
    openssl dgst -sm3 -sign "${1:-$KEY}" -sigopt distid:1234567812345678 \
      -out manifest.sig manifest.json
  else
    openssl dgst -sha256 -sign "${1:-$KEY}" -out manifest.sig manifest.json
  fi
}

seal() { manifest; sign; }

# newkey FILE: a key pair of the suite.
newkey() {
  curve=prime256v1
  [ "$SUITE" != sm2 ] || curve=SM2
  openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:$curve" -out "$1"
}

# keyid FILE: lower hex of the digest over the public key's SPKI DER.
keyid() { openssl pkey -in "$1" -pubout -outform DER | openssl dgst "$(hash)" -r | cut -d ' ' -f 1; }

# send [NAME]: uploads under .part and renames when all of it is there. The folder is made older
# than an hour, so that one without a signature is not waited for.
send() {
  cd "$DESK"
  mv "$NAME" "$INBOX/$NAME.part"
  touch -d '2026-04-02T05:00:00+08:00' "$INBOX/$NAME.part"
  mv "$INBOX/$NAME.part" "$INBOX/${1:-$NAME}"
}

# keep: puts the package by, to send it `again`.
keep() { cp -a . "$DESK/kept"; }
again() { rm -rf "$DESK/$NAME"; cp -a "$DESK/kept" "$DESK/$NAME"; cd "$DESK/$NAME"; }

# office WORDS: what the office does between two deliveries.
office() { MINGDAI_OFFICE=$OFFICE "$MINGDAI" "$@" --now "$now" > "$DESK/office.txt"; }

package 1
