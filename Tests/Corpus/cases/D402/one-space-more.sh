# The same records, one blank more in the manifest.
records "$(loan R1 N1)"
seal
send
