# A key that two people have still to approve does not even verify; the old one answers.
newkey ../next.key
openssl pkey -in ../next.key -pubout -out ../next.pem
office bank key add "$BANK" --public-key ../next.pem --by 王建
records "$(loan R1 N1)"
KEYID=$(keyid ../next.key)
manifest
sign ../next.key
send
