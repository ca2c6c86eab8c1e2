# The right key id in capitals.
records "$(loan R1 N1)"
manifest
state keyId "\"$(echo "$KEYID" | tr a-f A-F)\""
sign
send
