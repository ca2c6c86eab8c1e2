# One key of a bank waits at a time.
newkey ../next.key
openssl pkey -in ../next.key -pubout -out key.pem
announce
sign
send
