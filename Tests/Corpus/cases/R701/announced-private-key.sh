# The private key in place of the public one.
newkey key.pem
manifest "$(entry key.pem | put role '"KEY"')"
state messageType '"KEY_ANNOUNCE"'
without control
sign
send
