# Above LPR plus the points of the regime.
records "$(loan R1 N1 | put rate '"4.5001"')"
seal
send
