# Ten thousand files that nobody listed.
records "$(loan R1 N1)"
seal
seq 10000 | xargs touch
send
