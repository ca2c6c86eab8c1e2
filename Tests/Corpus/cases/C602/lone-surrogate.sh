# Half of a pair.
text '{"records": ["\ud800"]}'
seal
send
