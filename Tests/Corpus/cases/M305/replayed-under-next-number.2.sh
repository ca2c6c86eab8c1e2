again
send "$BANK-000000002"
