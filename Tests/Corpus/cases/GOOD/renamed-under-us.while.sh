# Until it is taken, at most half a minute.
path=$INBOX/$NAME
end=$(($(date +%s) + 30))
while [ ! -e "$STOP" ] && [ "$(date +%s)" -lt "$end" ]; do
  mv "$path" "$path.part" 2> "$DESK/mv.txt" || break
  mv "$path.part" "$path"
done
