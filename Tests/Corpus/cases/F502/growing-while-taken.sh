# The bank writes on through a handle that it opened before the package was taken: a byte at once,
# and one as soon as the folder is gone from the inbox.
records "$(loan R1 N1)"
seal
send
