# Another key id than that of the key that signed.
records "$(loan R1 N1)"
manifest
state keyId "\"$(digest /dev/null)\""
sign
send
