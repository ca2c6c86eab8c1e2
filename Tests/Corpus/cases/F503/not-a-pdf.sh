# A program under the names of papers.
for name in a.pdf b.jpg c.png d.ofd e.pem; do printf '\177ELF' > $name; done
records "$(loan R1 N1)"
seal
send
