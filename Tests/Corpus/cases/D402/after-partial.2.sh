records "$(loan R1 N1)" "$(repay R2 N1 2026-01-10 1.00)"
seal
send
