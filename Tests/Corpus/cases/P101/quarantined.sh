# Names that no package can have, and what is no folder: counted, moved away, not answered.
records "$(loan R1 N1)"
seal
send "$(printf '%s' "$NAME" | tr A-Z a-z)"
cd "$INBOX"
mkdir "$BANK-1" "$BANK-0000000001" -- -rf '~' '中' "$(printf '\033[31m')" "$(printf '\377\376')"
mkdir "$(printf 'a\nb')" "$BANK-００００００００１" "$NAME "
ln -s /etc "$BANK-000000002"
mkfifo "$BANK-000000003"
: > "$BANK-000000004"
