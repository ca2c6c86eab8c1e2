# A listed file is not there.
records "$(loan R1 N1)"
seal
rm records.json
send
