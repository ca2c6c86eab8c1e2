# Members that do not belong there: composed, decomposed, full-width, nearly ours.
records "$(loan R1 N1 | put version '1, "caf\u00e9": 1, "cafe\u0301": 1, "ｖersion": 1, "Version": 1')"
seal
send
