cd "$INBOX/$NAME"
sign
