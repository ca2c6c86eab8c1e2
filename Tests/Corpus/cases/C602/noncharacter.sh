# U+FFFE.
text '{"records": ["\ufffe"]}'
seal
send
