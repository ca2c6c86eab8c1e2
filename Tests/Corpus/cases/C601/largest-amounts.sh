# Amounts as large as the grammar allows, and a total that is not their sum.
records "$(loan R1 N1 9999999999999.99)" "$(loan R2 N2 9999999999999.99)"
TOTAL=9999999999999.99
seal
send
