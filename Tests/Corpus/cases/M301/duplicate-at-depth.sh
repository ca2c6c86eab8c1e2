# A member twice, deep inside.
records "$(loan R1 N1)"
manifest
state recordCount '1, "recordCount": 1'
sign
send
