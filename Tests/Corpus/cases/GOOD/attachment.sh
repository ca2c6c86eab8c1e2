# A paper that belongs to a record. A name that is a device elsewhere is only a name.
printf '%%PDF-1.7 synthetic' > con.pdf
records "$(loan R1 N1 | put type '"DISBURSEMENT", "attachments": ["con.pdf"]')"
seal
send
