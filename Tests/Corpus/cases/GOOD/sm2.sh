# suite: sm2
# The same with the national suite.
records "$(loan R1 N1)" "$(repay R2 N1 2026-01-10 20000.00)"
seal
send
