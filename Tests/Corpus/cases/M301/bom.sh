# A byte order mark in front.
records "$(loan R1 N1)"
manifest
{ printf '\357\273\277'; cat manifest.json; } > ../m && mv ../m manifest.json
sign
send
