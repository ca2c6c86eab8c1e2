# The same announcement again.
newkey ../next.key
openssl pkey -in ../next.key -pubout -out key.pem
announce
sign
keep
send
