# The digest is that of a manifest that we never sent.
records "$(loan R1 N1)"
seal
send
