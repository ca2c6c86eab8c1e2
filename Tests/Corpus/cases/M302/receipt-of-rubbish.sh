# A receipt whose members are wrong.
records "$(loan R1 N1)"
manifest
state messageType '"RECEIPT", "inReplyTo": {"packageId": 1}, "receipt": {"codes": [{"code": "X"}]}'
sign
send
