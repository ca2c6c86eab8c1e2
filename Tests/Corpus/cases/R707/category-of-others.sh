# A category of enterprises for a person, and one whose days are over.
records "$(loan R1 N1 | put category '"20"')" "$(loan R2 N2 | put category '"11"')"
seal
send
