# A large paper that grows by a byte while it is copied: what was listed is what was there when the
# copying began.
records "$(loan R1 N1)"
{ printf '%%PDF-1.7'; head -c 67000000 /dev/zero; } > large.pdf
manifest "$(entry large.pdf), $(entry records.json)"
sign
send
