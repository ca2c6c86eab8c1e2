# A key that this system does not take.
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out ../rsa.key 2> ../rsa.log
openssl pkey -in ../rsa.key -pubout -out key.pem
announce
sign
send
