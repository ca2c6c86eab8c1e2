# A wrong check digit, a day of birth that does not exist, a small x, full-width digits, an
# enterprise's code for a person.
records \
  "$(loan R1 N1 | put idNumber '"140525198501011001"')" \
  "$(loan R2 N2 | put idNumber '"140525198502301009"')" \
  "$(loan R3 N3 | put idNumber '"14052519850101100x"')" \
  "$(loan R4 N4 | put idNumber '"１４０５２５１９８５０１０１１００X"')" \
  "$(loan R5 N5 | put idNumber '"91140525MA00000012"')"
seal
send
