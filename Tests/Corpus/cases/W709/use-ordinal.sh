# A second contract of the same person, still counted as the first.
records "$(loan R1 N1)" "$(loan R2 N2 | put disbursedOn '"2025-06-11"')"
seal
send
