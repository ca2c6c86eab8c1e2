package 2
reply ZEZHOU-000000001 null
sign
send
