# "none" is what a forger would ask for.
records "$(loan R1 N1)"
manifest
state signatureAlgorithm '"none"'
sign
send
