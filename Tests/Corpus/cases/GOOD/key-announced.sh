# The next key, signed by the old one; it waits for two people.
newkey ../next.key
openssl pkey -in ../next.key -pubout -out key.pem
announce
sign
send
