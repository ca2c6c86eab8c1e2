# An object without members.
records "$(loan R1 N1)"
echo '{}' > manifest.json
sign
send
