package 2
reply ZEZHOU-000000001 "\"$(digest /dev/null)\""
sign
send
