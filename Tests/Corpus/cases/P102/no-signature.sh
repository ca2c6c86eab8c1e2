# Nothing signed within the hour.
records "$(loan R1 N1)"
manifest
send
