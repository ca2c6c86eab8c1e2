# A fen too little.
records "$(loan R1 N1)"
TOTAL=99999.99
seal
send
