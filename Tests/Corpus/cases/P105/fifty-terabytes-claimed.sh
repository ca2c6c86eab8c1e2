# Sizes that are only claimed. A size beyond a tebibyte is not even one.
records "$(loan R1 N1)"
: > a.csv
: > b.csv
manifest
state size 1099511627776
sign
send
