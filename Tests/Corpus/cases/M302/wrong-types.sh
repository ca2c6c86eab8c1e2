# Every member of another type than it should be.
records "$(loan R1 N1)"
cat > manifest.json <<'END'
{"format": 1, "messageType": null, "packageId": [], "sender": {}, "receiver": true,
"createdAt": 1775091540, "keyId": "", "signatureAlgorithm": [[]], "digestAlgorithm": 1.5,
"files": {"name": "records.json"}, "control": []}
END
sign
send
