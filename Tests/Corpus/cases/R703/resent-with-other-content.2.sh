package 2
records "$(loan R1 N1)" "$(loan R2 N2 | put rate '"4.4000"')"
seal
send
