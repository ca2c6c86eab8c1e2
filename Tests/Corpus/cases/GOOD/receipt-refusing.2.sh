package 2
echo 'file,what' > findings.csv
reply ZEZHOU-000000001 "$(ours ZEZHOU-000000001)" TECHNICAL REJECTED \
  '{"code": "F503", "severity": "REJECT", "message": "附件打不开", "file": "a.pdf"}' "$(entry findings.csv)"
sign
send
