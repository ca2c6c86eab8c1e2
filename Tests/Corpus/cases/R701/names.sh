# Control and bidirectional marks, nothing at all, a hundred and one characters.
records \
  "$(loan R1 N1 | put name '"a\u0000b"')" \
  "$(loan R2 N2 | put name '"\u202etxt"')" \
  "$(loan R3 N3 | put name '""')" \
  "$(loan R4 N4 | put name "\"$(printf '%0101d' 0)\"")" \
  "$(loan R5 N5 | put name '"\u2066x\u2069"')"
seal
send
