# A member for every name there is.
text "{\"records\": [{$(seq -s , -f '"m%.0f": 0' 2000)}]}"
seal
send
