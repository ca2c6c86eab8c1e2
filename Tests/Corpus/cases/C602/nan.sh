# Not a number of JSON.
text '{"records": [NaN]}'
seal
send
