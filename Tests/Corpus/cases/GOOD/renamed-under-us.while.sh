# Until it is taken, at most half a minute.
path=$INBOX/$(printf '%s-%09d' "$BANK" 1)
end=$(($(date +%s) + 30))
while [ ! -e "$STOP" ] && [ "$(date +%s)" -lt "$end" ]; do
  mv "$path.part" "$path" 2> /dev/null || break
  mv "$path" "$path.part" 2> /dev/null || break
done
