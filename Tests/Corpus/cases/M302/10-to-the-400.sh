# Numbers beyond everything: no float reads them, nothing overflows.
records "$(loan R1 N1)"
manifest
state size 1e400
state recordCount 9223372036854775808
sign
send
