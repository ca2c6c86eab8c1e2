# A string of more than 64 KiB.
text "{\"records\": [\"$(printf '%065537d' 0)\"]}"
seal
send
