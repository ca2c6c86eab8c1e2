# A remark that refuses, and a code that we do not know.
reply ZEZHOU-000000001 null TECHNICAL REJECTED \
  '{"code": "W404", "severity": "REJECT", "message": ""}, {"code": "F999", "severity": "WARN", "message": 1}'
sign
send
