# Amounts whose sum no 64 bits hold: a million notes of the largest amount would be too many for
# a test, so the total is only claimed.
records "$(loan R1 N1 9999999999999.99)" "$(loan R2 N2 9999999999999.99)"
TOTAL=9999999999999.99
seal
send
