# Composed, decomposed and full-width names, and one that reads backwards.
records "$(loan R1 N1)"
printf 'x' > x
list=$(entry records.json)
for name in 'caf\u00e9.csv' 'cafe\u0301.csv' '\uff41.csv' '\u202evsc.csv' 'a\u0000.csv'; do
  list="$list,
$(entry x "$name")"
done
rm x
manifest "$list"
sign
send
