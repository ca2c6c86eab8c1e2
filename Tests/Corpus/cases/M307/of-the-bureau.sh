# A type that only the bureau sends.
records "$(loan R1 N1)"
manifest
state messageType '"SETTLEMENT"'
sign
send
