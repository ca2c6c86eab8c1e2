# Papers that did not come along, one of them a path.
records "$(loan R1 N1 | put version '1, "attachments": ["a.pdf", "../../etc/passwd", "records.json"]')"
seal
send
