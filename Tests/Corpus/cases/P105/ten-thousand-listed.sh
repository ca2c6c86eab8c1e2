# Ten thousand files, each listed.
records "$(loan R1 N1)"
empty=$(digest /dev/null)
list=$(seq -f "%05.0f" 10000 | sed "s|.*|,\\n{\"name\": \"f&.csv\", \"role\": \"ATTACHMENT\", \
\"size\": 0, \"digest\": \"$empty\"}|")
seq -f 'f%05.0f.csv' 10000 | xargs touch
manifest "$(entry records.json)$list"
sign
send
