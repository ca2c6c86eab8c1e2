# The curve is written out in place of its name.
newkey ../next.key
openssl pkey -in ../next.key -pubout -ec_param_enc explicit -out key.pem
announce
sign
send
