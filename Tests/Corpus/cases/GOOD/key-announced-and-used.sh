# The next key is announced, approved, and signs the next package.
newkey ../next.key
openssl pkey -in ../next.key -pubout -out key.pem
announce
sign
send
