# In a later package: unchanged, it is accepted without effect; changed, it needs the next version.
records "$(loan R1 N1)" "$(loan R2 N2)"
seal
send
