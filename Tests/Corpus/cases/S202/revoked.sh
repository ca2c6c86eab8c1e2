# A key that was revoked before the package came. (Its next package is S202 too.)
records "$(loan R1 N1)"
seal
office bank key revoke "$BANK" "$KEYID" --by 王建
send
