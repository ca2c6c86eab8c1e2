# A receipt that does not say which manifest it answers.
records "$(loan R1 N1)"
seal
send
