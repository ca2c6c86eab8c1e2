# The same name once plain and once escaped.
text '{"records": [{"amount": "1.00", "\u0061mount": "2.00"}]}'
seal
send
