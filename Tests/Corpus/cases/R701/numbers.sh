# Floats, exponents, signs, quotes and 10^400 where a count or money belongs.
records \
  "$(loan R1 N1 | put amount 100000.00)" \
  "$(loan R2 N2 | put useOrdinal 1e400)" \
  "$(loan R3 N3 | put useOrdinal 1.0)" \
  "$(loan R4 N4 | put dayBasis '"360"')" \
  "$(loan R5 N5 | put version -0)" \
  "$(loan R6 N6 | put useOrdinal 18446744073709551617)" \
  "$(loan R7 N7 | put version 1E0)"
seal
send
