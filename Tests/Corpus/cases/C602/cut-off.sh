# The bank's program stopped in the middle.
text '{"records": [{"recordId": "R1", "ver'
seal
send
