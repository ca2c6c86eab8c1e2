# The key in DER under the name of a PEM file.
newkey ../next.key
openssl pkey -in ../next.key -pubout -outform DER -out key.pem
announce
sign
send
