# The halves of a pair in the wrong order.
text '{"records": ["\udc00\ud800"]}'
seal
send
