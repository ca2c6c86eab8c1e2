# A key that nobody registered, under the bank's own key id.
records "$(loan R1 N1)"
manifest
newkey ../foreign.key
sign ../foreign.key
send
