# A disbursement with events cannot be cancelled; a cancelled record cannot come back.
records "$(loan R1 N1)" "$(repay R2 N1 2026-01-10 1.00)" "$(loan R3 N3)"
seal
send
