# A rejected package consumes nothing: mended, it comes again under its number.
records "$(loan R1 N1)"
seal
keep
sed -i 's/"4.5000"/"4.4000"/' records.json
send
