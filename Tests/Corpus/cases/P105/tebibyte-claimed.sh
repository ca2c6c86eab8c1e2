# A size that is only claimed, beyond every limit.
records "$(loan R1 N1)"
manifest
state size 1099511627776
sign
send
