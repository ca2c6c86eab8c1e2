# An upload that was cut off lies beside the listed files.
records "$(loan R1 N1)"
seal
cp records.json records.json.part
mkdir deeper
send
