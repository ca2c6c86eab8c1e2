package 2
again
send
