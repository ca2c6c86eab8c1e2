# Two claims for a note and a period.
records "$(loan R1 N1)" "$(claim R2 N1)" "$(claim R3 N1)"
seal
send
