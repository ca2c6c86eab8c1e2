# A second name, behind which the bytes could change after they were checked.
records "$(loan R1 N1)"
seal
ln records.json ../second-name
send
