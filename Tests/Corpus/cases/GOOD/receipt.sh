# The bank's receipt for a receipt of ours.
records "$(loan R1 N1)"
seal
send
