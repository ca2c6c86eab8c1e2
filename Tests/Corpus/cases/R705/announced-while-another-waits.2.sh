package 2
newkey ../third.key
openssl pkey -in ../third.key -pubout -out key.pem
announce
sign
send
