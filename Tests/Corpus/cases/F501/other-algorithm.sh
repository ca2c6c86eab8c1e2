# suite: sm2
# The right bytes, digested with SHA-256 in place of SM3.
records "$(loan R1 N1)"
manifest
state digest "\"$(openssl dgst -sha256 -r records.json | cut -d ' ' -f 1)\""
sign
send
