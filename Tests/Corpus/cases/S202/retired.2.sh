office bank key retire "$BANK" "$KEYID" --by 王建
package 2
records "$(loan R2 N2)"
seal
send
