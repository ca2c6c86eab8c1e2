# Records without anything, and things that are no records.
text '{"records": [{}, [], null, 1, "R1", true]}'
COUNT=6
seal
send
