# A signature of no bytes.
records "$(loan R1 N1)"
manifest
: > manifest.sig
send
