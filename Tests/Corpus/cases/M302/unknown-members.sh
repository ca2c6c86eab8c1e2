# Members that do not belong there; looking like ours does not help them.
records "$(loan R1 N1)"
manifest
state format '"mingdai/1", "Format": "mingdai/1", "f\u043ermat": 1, "": null, "files ": []'
sign
send
