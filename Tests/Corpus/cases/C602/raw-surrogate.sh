# A surrogate as CESU-8 writes it.
text "$(printf '{"records": ["\355\240\275\355\270\200"]}')"
seal
send
