# Mending a record and sending it under the same number is another package.
records "$(loan R1 N1)" "$(repay R2 N2 2026-01-10 1.00)"
seal
send
