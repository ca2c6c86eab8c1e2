# ECDSA over SHA-1.
records "$(loan R1 N1)"
manifest
openssl dgst -sha512 -sign "$KEY" -out manifest.sig manifest.json
send
