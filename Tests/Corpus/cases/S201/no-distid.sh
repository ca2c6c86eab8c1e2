# suite: sm2
# SM2 without the distinguishing identifier.
records "$(loan R1 N1)"
manifest
openssl dgst -sm3 -sign "$KEY" -out manifest.sig manifest.json
send
