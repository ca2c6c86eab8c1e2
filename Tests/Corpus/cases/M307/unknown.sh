# A type that is none of ours.
records "$(loan R1 N1)"
manifest
state messageType '"BATCh"'
sign
send
