# A total in full-width digits.
records "$(loan R1 N1)"
manifest
state totalAmount '"１０００００.００"'
sign
send
