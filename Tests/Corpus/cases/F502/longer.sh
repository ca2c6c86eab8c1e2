# A line feed more than listed.
records "$(loan R1 N1)"
seal
echo >> records.json
send
