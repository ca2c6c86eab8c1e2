# A folder under the name of a file.
records "$(loan R1 N1)"
seal
rm records.json
mkdir records.json
send
