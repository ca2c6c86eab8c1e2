# Amounts that people write.
records \
  "$(loan R1 N1 | put amount '"100000"')" \
  "$(loan R2 N2 | put amount '"0100000.00"')" \
  "$(loan R3 N3 | put amount '"+1.00"')" \
  "$(loan R4 N4 | put amount '"-1.00"')" \
  "$(loan R5 N5 | put amount '"1.00 "')" \
  "$(loan R6 N6 | put amount '"１００.００"')" \
  "$(loan R7 N7 | put amount '"1e5"')" \
  "$(loan R8 N8 | put amount '"99999999999999.99"')" \
  "$(loan R9 N9 | put amount '"0.00"')" \
  "$(loan R10 N10 | put amount '"1\u0660.00"')"
seal
send
