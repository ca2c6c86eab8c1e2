# needs: root
# A device that never ends.
records "$(loan R1 N1)"
seal
rm records.json
mknod records.json c 1 5
send
