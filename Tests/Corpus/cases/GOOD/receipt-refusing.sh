# The bank could not take our package; it says why, with an attachment.
records "$(loan R1 N1)"
seal
send
