# No bytes at all.
records "$(loan R1 N1)"
manifest
: > manifest.json
sign
send
