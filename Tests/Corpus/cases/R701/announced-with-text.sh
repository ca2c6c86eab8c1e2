# Something stands before the key, and another key behind it.
newkey ../next.key
newkey ../third.key
{
  openssl pkey -in ../next.key -pubout
  openssl pkey -in ../third.key -pubout
} > key.pem
announce
sign
send
