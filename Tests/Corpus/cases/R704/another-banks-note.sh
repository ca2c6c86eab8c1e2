# Notes belong to their bank: N1 exists in other inboxes of this corpus, not in this one.
records "$(event OVERDUE R1 N1 '"from": "2025-12-21"')"
seal
send
