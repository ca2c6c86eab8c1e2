# A borrower of 65.
records "$(loan R1 N1 | put idNumber '"140525196001011004"')"
seal
send
