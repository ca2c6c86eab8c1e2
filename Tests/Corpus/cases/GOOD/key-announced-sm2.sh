# suite: sm2
# A bank goes from SM2 to P-256: the old key signs with the old digest.
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out ../next.key
openssl pkey -in ../next.key -pubout -out key.pem
announce
sign
send
