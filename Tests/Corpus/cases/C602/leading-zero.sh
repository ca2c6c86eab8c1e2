# Neither is this.
text '{"records": [01]}'
seal
send
