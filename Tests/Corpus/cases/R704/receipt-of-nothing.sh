# A receipt for a package that we never sent.
reply ZEZHOU-000000009 "\"$(digest /dev/null)\""
sign
send
