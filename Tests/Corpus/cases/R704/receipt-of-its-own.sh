# A bank answers its own package.
records "$(loan R1 N1)"
seal
send
