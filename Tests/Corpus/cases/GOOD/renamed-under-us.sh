# An upload that goes back and forth between NAME.part and NAME while it is looked at and taken:
# it is taken once, whole.
records "$(loan R1 N1)"
seal
send "$NAME.part"
