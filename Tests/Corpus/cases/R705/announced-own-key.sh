# The key that the bank uses already.
openssl pkey -in "$KEY" -pubout -out key.pem
manifest "$(entry key.pem | put role '"KEY"')"
state messageType '"KEY_ANNOUNCE"'
without control
sign
send
