# No bytes.
text ''
seal
send
