# Counts that are numbers of JSON and yet no counts.
records "$(loan R1 N1)"
manifest
state size 1e3
state recordCount 1.0
state totalAmount 100000.00
sign
send
