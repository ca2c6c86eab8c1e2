# An upload that goes back and forth between NAME.part and NAME while it is looked at and taken:
# it is taken once and whole, now or with the next delivery.
records "$(loan R1 N1)"
seal
send
