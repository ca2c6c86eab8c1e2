# Without a signature for half an hour: waited for.
records "$(loan R1 N1)"
manifest
send
touch -d '2026-04-02T08:30:00+08:00' "$INBOX/$NAME"
