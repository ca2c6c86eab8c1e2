# The same package again, byte for byte: answered anew, recorded once.
records "$(loan R1 N1)"
seal
keep
send
