# The signature as base64 text.
records "$(loan R1 N1)"
seal
openssl base64 -in manifest.sig -out ../text
mv ../text manifest.sig
send
