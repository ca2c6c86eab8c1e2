# A byte that is not UTF-8.
records "$(loan R1 N1)"
manifest
state format "$(printf '"\377"')"
sign
send
