# A member beside "records".
text '{"records": [], "more": 1}'
seal
send
