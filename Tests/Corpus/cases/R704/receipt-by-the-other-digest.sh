# suite: sm2
# The digest is right but for its algorithm: SHA-256 in place of SM3.
records "$(loan R1 N1)"
seal
send
