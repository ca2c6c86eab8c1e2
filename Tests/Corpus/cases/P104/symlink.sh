# A link to a file of ours.
records "$(loan R1 N1)"
seal
rm records.json
ln -s /etc/passwd records.json
send
