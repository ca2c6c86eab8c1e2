# Two names that look alike, composed and decomposed (NFC, NFD): both are kept as they were sent.
records \
  "$(loan R1 N1 | put name '"Zo\u00e9"')" \
  "$(loan R2 N2 | put name '"Zoe\u0301"')"
seal
send
