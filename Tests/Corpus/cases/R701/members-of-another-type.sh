# A repayment that also wants to be a claim.
records "$(loan R1 N1)" \
  "$(repay R2 N1 2026-01-10 1.00 | put principal '"1.00", "period": "2026Q1", "days": 90')" \
  "$(repay R3 N1 2026-01-10 0.00)"
seal
send
