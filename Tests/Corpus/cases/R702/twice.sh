# A record number twice in a package: the first stands, the second does not, whatever it holds.
records "$(loan R1 N1)" "$(loan R1 N1)" "$(loan R1 N2)"
seal
send
