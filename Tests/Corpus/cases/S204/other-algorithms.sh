# Algorithms of the other suite.
records "$(loan R1 N1)"
manifest
state signatureAlgorithm '"SM2-SM3"'
state digestAlgorithm '"SM3"'
sign
send
