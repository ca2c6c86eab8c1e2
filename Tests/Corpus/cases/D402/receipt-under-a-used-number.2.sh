rm -rf "$DESK/$NAME"
package 1
reply ZEZHOU-000000001 "$(ours ZEZHOU-000000001)"
sign
send
