mv "$INBOX/$NAME.part" "$INBOX/$NAME"
