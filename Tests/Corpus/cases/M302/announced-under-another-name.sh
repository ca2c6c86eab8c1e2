# The key is called otherwise, and is listed as an attachment.
newkey ../next.key
openssl pkey -in ../next.key -pubout -out next.pem
announce "$(entry next.pem)"
sign
send
