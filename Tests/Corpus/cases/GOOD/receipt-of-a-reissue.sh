# A receipt of ours was issued again; the bank answers that one.
records "$(loan R1 N1)"
seal
send
