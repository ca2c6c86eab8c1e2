office receipt reissue "$BANK" "$BANK-000000001" --by 王建
package 2
reply ZEZHOU-000000002 "$(ours ZEZHOU-000000002)"
sign
send
