# A name that leads out of the folder.
records "$(loan R1 N1)"
manifest "$(entry records.json), $(entry records.json ../records.json | put role '"ATTACHMENT"'), \
$(entry records.json /etc/passwd | put role '"ATTACHMENT"')"
sign
send
