# Device names, capitals, a trailing point, a hidden file, a script, the manifest itself.
records "$(loan R1 N1)"
printf 'x' > x
list=$(entry records.json)
for name in CON 'con ' 'nul.' AUX.csv .htaccess a.exe manifest.json manifest.sig 'a:b.csv' a.csv.; do
  list="$list,
$(entry x "$name")"
done
rm x
manifest "$list"
sign
send
