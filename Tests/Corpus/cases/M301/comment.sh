# A comment, which JSON does not have.
records "$(loan R1 N1)"
manifest
printf '// ok' >> manifest.json
sign
send
