# A quote in two bytes.
text "$(printf '{"records": ["\300\242"]}')"
seal
send
