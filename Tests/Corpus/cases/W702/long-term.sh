# A day more than three years.
records "$(loan R1 N1 | put dueOn '"2028-06-11"')"
seal
send
