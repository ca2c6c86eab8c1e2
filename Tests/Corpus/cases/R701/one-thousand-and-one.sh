# More records with findings than a receipt's manifest holds: they stand in findings.json.
text "{\"records\": [$(seq -s , -f '{"recordId": "R%.0f"}' 1001)]}"
COUNT=1001
seal
send
