# Thirty-one days old.
records "$(loan R1 N1)"
manifest
state createdAt '"2026-03-02T08:59:00+08:00"'
sign
send
