# Eleven minutes ahead, written in another zone.
records "$(loan R1 N1)"
manifest
state createdAt '"2026-04-02T01:11:00Z"'
sign
send
