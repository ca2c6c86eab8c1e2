# Facts of tomorrow.
records \
  "$(loan R1 N1 | put disbursedOn '"2026-04-03"')" \
  "$(loan R2 N2)" "$(repay R3 N2 2026-04-03 1.00)" "$(claim R4 N2 | put period '"2026Q2"')"
seal
send
