# An announced key counts only when two people approved it.
newkey ../next.key
openssl pkey -in ../next.key -pubout -out key.pem
announce
sign
send
