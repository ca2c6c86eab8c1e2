# A number that was used, with other content.
records "$(loan R1 N1)"
seal
send
