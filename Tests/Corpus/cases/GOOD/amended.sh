# A record through its life: created, amended, cancelled, its note number used anew.
records "$(loan R1 N1)"
seal
send
