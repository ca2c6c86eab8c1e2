# The copy shows in the office's staging area; at most a minute.
exec 3>> "$INBOX/$NAME/large.pdf"
end=$(($(date +%s) + 60))
seen=
while [ -z "$seen" ] && [ ! -e "$STOP" ] && [ "$(date +%s)" -lt "$end" ]; do
  for copy in "$OFFICE"/archive/staging/*/large.pdf; do [ ! -e "$copy" ] || seen=yes; done
done
printf 'x' >&3
