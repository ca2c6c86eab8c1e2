# Another key in place of the one that was signed for: what a stolen SFTP login would try.
newkey ../next.key
openssl pkey -in ../next.key -pubout -out key.pem
announce
sign
newkey ../theirs.key
openssl pkey -in ../theirs.key -pubout -out key.pem
send
