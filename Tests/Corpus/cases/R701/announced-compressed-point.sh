# The point of the key is compressed.
newkey ../next.key
openssl pkey -in ../next.key -pubout -ec_conv_form compressed -out key.pem
announce
sign
send
