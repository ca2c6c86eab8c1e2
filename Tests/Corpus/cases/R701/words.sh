# Words of an enumeration, nearly.
records \
  "$(loan R1 N1 | put action '"create"')" \
  "$(loan R2 N2 | put type '"DISBURSEMENT "')" \
  "$(loan R3 N3 | put kind '"PERSON"')" \
  "$(loan R4 N4 | put payee '"BAN\u212a"')"
seal
send
