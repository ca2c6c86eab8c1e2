# A package for the test system cannot be replayed into this one.
records "$(loan R1 N1)"
manifest
state receiver '"ZEZHOUTEST"'
sign
send
