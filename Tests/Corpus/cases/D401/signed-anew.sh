# suite: sm2
# The same manifest with a new signature is the same package.
records "$(loan R1 N1)"
seal
keep
send
