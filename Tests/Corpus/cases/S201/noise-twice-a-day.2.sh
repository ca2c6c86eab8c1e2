again
send
