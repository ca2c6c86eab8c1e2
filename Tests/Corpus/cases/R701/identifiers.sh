# Record numbers that no number is: a path, a query, full width, the Kelvin sign, 65 bytes.
records \
  "$(loan '../R1' N1)" "$(loan "R2' OR 1=1" N2)" "$(loan 'Ｒ3' N3)" "$(loan '\u212a4' N4)" \
  "$(loan "$(printf '%065d' 5)" N5)" "$(loan '' N6)"
seal
send
