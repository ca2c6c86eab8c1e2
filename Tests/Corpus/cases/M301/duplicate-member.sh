# A member twice, the second escaped.
records "$(loan R1 N1)"
manifest
state format '"mingdai/1", "form\u0061t": "mingdai/1"'
sign
send
