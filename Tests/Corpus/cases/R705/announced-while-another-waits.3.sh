office bank key approve "$BANK" "$(keyid ../next.key)" --approve 李批 --approve 张准 --by 王建
package 2
openssl pkey -in ../next.key -pubout -out key.pem
announce
sign
send
