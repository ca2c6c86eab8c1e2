# An announcement brings more than the key.
newkey ../next.key
openssl pkey -in ../next.key -pubout -out key.pem
echo a > a.csv
announce "$(entry key.pem | put role '"KEY"'), $(entry a.csv)"
sign
send
