package 2
ours=$INBOX/../outbox/ZEZHOU-000000001/manifest.json
manifest ' '
state messageType "\"RECEIPT\", \"inReplyTo\": {\"packageId\": \"ZEZHOU-000000001\", \
\"manifestDigest\": \"$(digest "$ours")\"}, \"receipt\": {\"stage\": \"BUSINESS\", \
\"status\": \"ACCEPTED\", \"receivedAt\": \"2026-04-02T09:00:00+08:00\", \"accepted\": 0, \
\"refused\": 0, \"codes\": [], \"records\": []}"
without control
sign
send
