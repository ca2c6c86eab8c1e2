exec 3>> "$INBOX/$NAME/records.json"
printf 'x' >&3
tries=0
while [ -e "$INBOX/$NAME" ] && [ ! -e "$STOP" ] && [ "$tries" -lt 20000000 ]; do
  tries=$((tries + 1))
done
printf 'x' >&3
