# The key that the bank uses already.
openssl pkey -in "$KEY" -pubout -out key.pem
announce
sign
send
