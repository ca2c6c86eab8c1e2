# The next key, signed by the old one; it waits for two people.
newkey ../next.key
openssl pkey -in ../next.key -pubout -out key.pem
manifest "$(entry key.pem | put role '"KEY"')"
state messageType '"KEY_ANNOUNCE"'
without control
sign
send
