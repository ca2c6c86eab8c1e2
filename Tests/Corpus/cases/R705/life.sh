# What cannot have happened to a note.
records "$(loan R1 N1)" \
  "$(repay R2 N1 2025-06-09 1.00)" \
  "$(repay R3 N1 2026-01-10 100000.01)" \
  "$(event OVERDUE R4 N1 '"from": "2025-12-21"')" \
  "$(event OVERDUE R5 N1 '"from": "2025-12-22"')" \
  "$(event CURE R6 N1 '"on": "2025-12-21"')" \
  "$(event EXTENSION R7 N1 '"on": "2026-01-10", "newDueOn": "2028-06-10"')"
seal
send
