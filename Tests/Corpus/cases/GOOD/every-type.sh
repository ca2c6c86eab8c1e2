# Every type of record that needs no more than a note, out of the order of days.
records "$(loan R1 N1)" \
  "$(event RATE_CHANGE R2 N1 '"from": "2025-12-20", "rate": "4.2000"')" \
  "$(event OVERDUE R3 N1 '"from": "2025-09-21"')" \
  "$(event CURE R4 N1 '"on": "2025-09-30"')" \
  "$(event EXTENSION R5 N1 '"on": "2026-03-01", "newDueOn": "2029-06-10"')" \
  "$(repay R6 N1 2025-12-21 100.00)" \
  "$(event COMPENSATION R7 N1 '"on": "2026-03-31", "amount": "99900.00"')" \
  "$(event RECOVERY R8 N1 '"on": "2026-04-01", "amount": "10.00"')" \
  "$(claim R9 N1)"
seal
send
