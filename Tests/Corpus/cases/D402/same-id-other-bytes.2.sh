records "$(loan R1 N1 200000.00)"
seal
send
