# A comma too many.
text '{"records": [],}'
seal
send
