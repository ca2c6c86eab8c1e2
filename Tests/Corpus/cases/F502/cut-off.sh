# An upload that broke off.
records "$(loan R1 N1)"
seal
truncate -s 100 records.json
send
