package 2
records "$(loan R1 N1 | put version 2 | put action '"CANCEL"')" \
  "$(loan R3 N3 | put version 2 | put action '"CANCEL"')"
seal
send
