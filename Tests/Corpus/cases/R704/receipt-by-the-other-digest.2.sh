package 2
other=$(openssl dgst -sha256 -r "$INBOX/../outbox/ZEZHOU-000000001/manifest.json" | cut -d ' ' -f 1)
reply ZEZHOU-000000001 "\"$other\""
sign
send
