# Four gigabytes of manifest, and a signature as long as a book.
records "$(loan R1 N1)"
seal
truncate -s 4G manifest.json
truncate -s 1M manifest.sig
send
