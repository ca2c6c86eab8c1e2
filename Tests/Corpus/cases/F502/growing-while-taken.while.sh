# The handle was opened before the package was taken; at most a minute.
exec 3>> "$INBOX/$NAME/records.json"
end=$(($(date +%s) + 60))
while [ -e "$INBOX/$NAME" ] && [ ! -e "$STOP" ] && [ "$(date +%s)" -lt "$end" ]; do :; done
printf 'x' >&3
