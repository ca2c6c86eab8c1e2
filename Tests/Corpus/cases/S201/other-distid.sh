# suite: sm2
# SM2 with an identifier of the bank's own.
records "$(loan R1 N1)"
manifest
openssl dgst -sm3 -sign "$KEY" -sigopt "distid:$BANK" -out manifest.sig manifest.json
send
