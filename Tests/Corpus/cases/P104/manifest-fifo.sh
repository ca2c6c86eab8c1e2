# A pipe in place of the manifest, a link in place of the signature.
records "$(loan R1 N1)"
seal
rm manifest.json
mkfifo manifest.json
mv manifest.sig ../sig
ln -s ../sig manifest.sig
send
