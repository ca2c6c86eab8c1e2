# A link to the right bytes is still a link.
records "$(loan R1 N1)"
seal
mv records.json ../elsewhere
ln -s ../elsewhere records.json
send
