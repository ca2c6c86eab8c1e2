package 3
records "$(loan R3 N3 | put version 3 | put action '"AMEND"')"
seal
send
