# 10^400 written out.
text "{\"records\": [{\"version\": 1$(printf '%0400d' 0)}]}"
seal
send
