# Repaid in full; then a repayment of an earlier day arrives, for which nothing is left.
records "$(loan R1 N1)" "$(repay R2 N1 2026-03-10 100000.00)" "$(repay R3 N1 2025-09-10 0.01)"
seal
send
