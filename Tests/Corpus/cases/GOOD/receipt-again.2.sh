package 2
reply ZEZHOU-000000001 "$(ours ZEZHOU-000000001)"
sign
keep
send
