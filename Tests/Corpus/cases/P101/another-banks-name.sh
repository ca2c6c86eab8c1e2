# A well-formed name, but of another bank.
records "$(loan R1 N1)"
seal
send ZZZZ-000000001
