# A day that does not exist.
records "$(loan R1 N1)"
manifest
state createdAt '"2026-02-30T08:59:00+08:00"'
sign
send
