# The bank's receipt, and the same again: neither is answered.
records "$(loan R1 N1)"
seal
send
