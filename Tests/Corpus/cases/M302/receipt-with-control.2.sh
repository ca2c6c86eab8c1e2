package 2
records
manifest
state messageType '"BATCH", "inReplyTo": {"packageId": "ZEZHOU-000000001", "manifestDigest": null}'
sign
send
