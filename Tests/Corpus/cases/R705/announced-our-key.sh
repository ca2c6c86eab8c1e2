# Our own public key.
cp "$INBOX"/../keys/ZEZHOU-p256-*.pem key.pem
announce
sign
send
