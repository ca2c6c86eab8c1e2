# What other languages take for JSON.
text "{'records': []}"
seal
send
