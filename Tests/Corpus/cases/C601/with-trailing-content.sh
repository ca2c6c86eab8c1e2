# A wrong total and something behind the end: both are told.
records "$(loan R1 N1)"
printf '{}' >> records.json
TOTAL=1.00
seal
send
