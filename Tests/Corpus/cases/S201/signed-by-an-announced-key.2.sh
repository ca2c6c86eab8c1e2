package 2
records "$(loan R1 N1)"
KEYID=$(keyid ../next.key)
manifest
sign ../next.key
send
