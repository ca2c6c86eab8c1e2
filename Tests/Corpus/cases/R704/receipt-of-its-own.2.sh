package 2
reply "$BANK-000000001" "\"$(digest "$KEY")\""
sign
send
