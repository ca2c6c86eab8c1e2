# The plainest package, as the guide for banks prints it.
records "$(loan R1 N1)"
seal
send
