# A format to come.
records "$(loan R1 N1)"
manifest
state format '"mingdai/2"'
sign
send
