# Another sender than the owner of the inbox.
records "$(loan R1 N1)"
manifest
state sender '"ZZZZ"'
sign
send
