records "$(loan R1 N1)"
manifest
echo >> manifest.json
sign
send
