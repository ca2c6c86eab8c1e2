# Versions that do not count on, and changes to what was never sent.
records \
  "$(loan R1 N1 | put version 2)" \
  "$(loan R2 N2 | put action '"AMEND"')" \
  "$(loan R3 N3 | put version 2 | put action '"CANCEL"')"
seal
send
