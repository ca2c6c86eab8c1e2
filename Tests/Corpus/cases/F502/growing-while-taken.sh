# The bank holds the file open and writes on as soon as the package is taken.
records "$(loan R1 N1)"
seal
send
