office bank key approve "$BANK" "$(keyid ../next.key)" --approve 李批 --approve 张准 --by 王建
package 2
records "$(loan R1 N1)"
KEYID=$(keyid ../next.key)
manifest
sign ../next.key
send
