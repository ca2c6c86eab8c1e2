# A package of which one record was refused is consumed all the same; the duplicate tells how many.
records "$(loan R1 N1)" "$(repay R2 N2 2026-01-10 1.00)"
seal
keep
send
