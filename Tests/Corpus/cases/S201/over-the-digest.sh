# A signature over the digest in place of the bytes.
records "$(loan R1 N1)"
manifest
openssl dgst -sha256 -binary manifest.json > ../digest
openssl dgst -sha256 -sign "$KEY" -out manifest.sig ../digest
send
