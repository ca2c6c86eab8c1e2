# One level deeper than allowed.
text "{\"records\": [$(printf '%015d' 0 | tr 0 '[')$(printf '%015d' 0 | tr 0 ']')]}"
seal
send
