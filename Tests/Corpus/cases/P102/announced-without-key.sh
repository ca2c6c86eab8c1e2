# The listed key is not there.
newkey ../next.key
openssl pkey -in ../next.key -pubout -out key.pem
announce
sign
rm key.pem
send
