# A pipe that nobody writes into: whoever opens it waits for ever.
records "$(loan R1 N1)"
seal
rm records.json
mkfifo records.json
send
