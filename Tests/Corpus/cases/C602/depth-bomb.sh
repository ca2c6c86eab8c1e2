# A hundred thousand brackets.
text "{\"records\": [$(printf '%0100000d' 0 | tr 0 '[')"
seal
send
