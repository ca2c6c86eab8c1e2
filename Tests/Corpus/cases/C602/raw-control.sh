# A tab as it is.
text "$(printf '{"records": ["\t"]}')"
seal
send
