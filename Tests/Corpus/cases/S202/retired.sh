# Accepted with the old key; refused with it once it is retired.
records "$(loan R1 N1)"
seal
send
