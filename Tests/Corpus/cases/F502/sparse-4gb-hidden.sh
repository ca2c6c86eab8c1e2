# Listed as two bytes, four gigabytes on the disk: not one byte of it is read.
records "$(loan R1 N1)"
seal
truncate -s 4G records.json
send
