# A receipt takes the number of a batch.
records "$(loan R1 N1)"
seal
send
