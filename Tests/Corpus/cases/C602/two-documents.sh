# One document behind the other.
text '{"records": []} {"records": []}'
seal
send
