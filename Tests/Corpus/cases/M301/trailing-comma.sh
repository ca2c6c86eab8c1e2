# A comma too many.
records "$(loan R1 N1)"
manifest
sed -i 's/}}$/},}/' manifest.json
sign
send
