# A receipt carries records.
records "$(loan R1 N1)"
reply ZEZHOU-000000001 null BUSINESS ACCEPTED '' "$(files)"
sign
send
