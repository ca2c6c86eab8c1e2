# Half of a surrogate pair.
records "$(loan R1 N1)"
manifest
state format '"\ud83d"'
sign
send
