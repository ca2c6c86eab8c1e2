# GBK, which old banking systems write.
text "{\"records\": [\"$(printf '赵' | iconv -t GBK)\"]}"
seal
send
