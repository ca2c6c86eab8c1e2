# A member twice, four levels deep, in a member that nobody knows.
text '{"records": [{"x": {"y": [{"amount": "1.00", "amount": "2.00"}]}}]}'
seal
send
