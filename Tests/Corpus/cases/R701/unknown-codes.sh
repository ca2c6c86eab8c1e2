# A town, an industry and a category that are in no table.
records \
  "$(loan R1 N1 | put town '"140525999000"')" \
  "$(loan R2 N2 | put industry '"A99"')" \
  "$(loan R3 N3 | put category '"77"')"
seal
send
