# A loan from before the first regime.
records "$(loan R1 N1 | put signedOn '"2016-09-01"' | put disbursedOn '"2016-09-01"' |
  put dueOn '"2018-09-01"')"
seal
send
