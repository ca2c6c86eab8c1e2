# What was not taken in that while is left whole.
cd "$INBOX"
[ ! -e "$NAME.part" ] || mv "$NAME.part" "$NAME"
