# The private key in place of the public one.
newkey key.pem
announce
sign
send
