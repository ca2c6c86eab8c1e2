# Still under .part when the office looks; complete when it looks again.
records "$(loan R1 N1)"
seal
cd "$DESK"
mv "$NAME" "$INBOX/$NAME.part"
