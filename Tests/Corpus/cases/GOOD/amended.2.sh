package 2
records "$(loan R1 N1 | put version 2 | put action '"AMEND"' | put rate '"4.4000"')"
seal
send
