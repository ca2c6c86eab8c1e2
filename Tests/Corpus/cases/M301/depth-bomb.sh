# A thousand brackets.
records "$(loan R1 N1)"
manifest
state format "$(printf '%01000d' 0 | tr 0 '[')"
sign
send
