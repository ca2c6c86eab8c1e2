# A package that was accepted, put in again under the next free number.
records "$(loan R1 N1)"
seal
keep
send
