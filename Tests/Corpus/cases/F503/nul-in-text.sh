# A text with NUL bytes, as UTF-16 has them.
printf 'a\0b\0' > table.csv
records "$(loan R1 N1)"
seal
send
