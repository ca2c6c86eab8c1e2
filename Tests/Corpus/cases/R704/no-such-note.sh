# A fact of a note that nobody disbursed, and a decision on no application.
records "$(repay R1 N1 2026-01-10 1.00)" \
  '{"recordId": "R2", "version": 1, "action": "CREATE", "type": "DECISION", "applicationNo": "A1", "outcome": "ACCEPTED", "on": "2026-04-01"}'
seal
send
