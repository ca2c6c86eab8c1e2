# A record more than there is.
records "$(loan R1 N1)"
COUNT=2
seal
send
