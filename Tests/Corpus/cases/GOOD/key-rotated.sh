# suite: sm2
# A second key beside the first: both count while they overlap.
newkey ../next.key
openssl pkey -in ../next.key -pubout -out ../next.pem
office bank key add "$BANK" --public-key ../next.pem --approve 李批 --approve 张准 --by 王建
records "$(loan R1 N1)"
KEYID=$(keyid ../next.key)
manifest
sign ../next.key
send
