again
sign
send
