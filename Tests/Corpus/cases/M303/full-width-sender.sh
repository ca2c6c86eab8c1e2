# The right letters in full width.
records "$(loan R1 N1)"
manifest
state sender "\"Ｋ${BANK#?}\""
sign
send
