# A fen above the cap.
records "$(loan R1 N1 300000.01)"
seal
send
