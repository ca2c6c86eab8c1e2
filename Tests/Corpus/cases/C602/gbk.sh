# GBK, which old banking systems write.
text "{\"records\": [\"$(printf '赵' | iconv -f UTF-8 -t GBK)\"]}"
seal
send
