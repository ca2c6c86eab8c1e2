# The folder bears another number than the manifest.
records "$(loan R1 N1)"
seal
send "$BANK-000000002"
