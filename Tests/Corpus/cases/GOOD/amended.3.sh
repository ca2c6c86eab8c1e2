package 3
records "$(loan R1 N1 | put version 3 | put action '"CANCEL"')" "$(loan R2 N1)"
seal
send
