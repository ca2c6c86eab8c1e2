# A certificate is brought to the bureau, it is not announced.
newkey ../next.key
openssl req -x509 -new -key ../next.key -subj "/CN=$BANK" -days 400 -sha256 -out key.pem
announce
sign
send
