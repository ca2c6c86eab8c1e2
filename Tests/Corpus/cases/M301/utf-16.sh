# UTF-16 with its mark.
records "$(loan R1 N1)"
manifest
iconv -f UTF-8 -t UTF-16 manifest.json > ../m && mv ../m manifest.json
sign
send
