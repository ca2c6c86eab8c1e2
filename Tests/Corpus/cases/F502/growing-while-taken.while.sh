name=$(printf '%s-%09d' "$BANK" 1)
exec 3>> "$INBOX/$name/records.json"
end=$(($(date +%s) + 60))
while [ -e "$INBOX/$name" ] && [ ! -e "$STOP" ]; do
  [ "$(date +%s)" -lt "$end" ] || break
done
printf 'x' >&3
