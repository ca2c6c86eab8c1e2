# A receipt states a control total; a batch answers something.
reply ZEZHOU-000000001 null
state files '[], "control": {"recordCount": 0, "totalAmount": "0.00"}'
sign
send
