# A receipt for a package that we never sent.
manifest ' '
state messageType "\"RECEIPT\", \"inReplyTo\": {\"packageId\": \"ZEZHOU-000000009\", \
\"manifestDigest\": \"$(digest /dev/null)\"}, \"receipt\": {\"stage\": \"BUSINESS\", \
\"status\": \"ACCEPTED\", \"receivedAt\": \"2026-04-02T09:00:00+08:00\", \"accepted\": 0, \
\"refused\": 0, \"codes\": [], \"records\": []}"
without control
sign
send
