# Signed after the disbursement, due on its day, a child.
records \
  "$(loan R1 N1 | put signedOn '"2025-06-11"')" \
  "$(loan R2 N2 | put dueOn '"2025-06-10"')" \
  "$(loan R3 N3 | put idNumber '"140525201001011008"')"
seal
send
