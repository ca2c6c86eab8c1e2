# A batch without records, the same file twice, and a key among the files.
records "$(loan R1 N1)"
printf '%s' '-----BEGIN PUBLIC KEY-----' > key.pem
manifest "$(entry records.json | put role '"ATTACHMENT"'), $(entry key.pem | put role '"KEY"'), \
$(entry key.pem)"
sign
send
