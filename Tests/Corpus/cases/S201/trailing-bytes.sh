# A line feed behind the signature.
records "$(loan R1 N1)"
seal
echo >> manifest.sig
send
