# The LPR of the month before.
records "$(loan R1 N1 | put lpr '"3.1000"')"
seal
send
