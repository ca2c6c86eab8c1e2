# An array without its object.
text '[]'
seal
send
