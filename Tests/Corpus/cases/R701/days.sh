# Days that do not exist, or not like this.
records \
  "$(loan R1 N1 | put dueOn '"2027-02-29"')" \
  "$(loan R2 N2 | put dueOn '"2028-6-10"')" \
  "$(loan R3 N3 | put dueOn '"２０２８-０６-１０"')" \
  "$(loan R4 N4 | put dueOn '"2028-06-10T00:00:00Z"')" \
  "$(loan R5 N5 | put dueOn '"0000-00-00"')" \
  "$(loan R6 N6 | put dueOn 20280610)"
seal
send
