# A member's name of more than a thousand bytes.
text "{\"records\": [{\"$(printf '%02000d' 0)\": 0}]}"
seal
send
