# Identical noise is answered once a day.
head -c 4000 /dev/zero | tr '\0' '\377' > manifest.json
head -c 72 /dev/zero > manifest.sig
keep
send
