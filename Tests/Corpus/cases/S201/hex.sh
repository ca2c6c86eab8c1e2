# What `openssl dgst -hex` writes.
records "$(loan R1 N1)"
manifest
openssl dgst -sha256 -hex -sign "$KEY" manifest.json | sed 's/.*= //' > manifest.sig
send
