# Two disbursements under one note number.
records "$(loan R1 N1)" "$(loan R2 N1)"
seal
send
