# One byte of the manifest altered after it was signed.
records "$(loan R1 N1)"
seal
printf ' ' >> manifest.json
send
