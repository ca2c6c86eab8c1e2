# suite: sm2
# The same by SM2: the digest is SM3.
records "$(loan R1 N1)"
seal
send
