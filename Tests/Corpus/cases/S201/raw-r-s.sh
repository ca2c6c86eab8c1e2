# r‖s of 64 bytes in place of DER.
records "$(loan R1 N1)"
seal
openssl asn1parse -inform DER -in manifest.sig | sed -n 's/.*INTEGER *:-*//p' |
  awk '{ while (length($0) < 64) $0 = "0" $0; printf "%s", substr($0, length($0) - 63) }' |
  sed 's/../\\x&/g' > ../rs
/usr/bin/printf '%b' "$(cat ../rs)" > manifest.sig
[ "$(stat -c %s manifest.sig)" = 64 ]
send
