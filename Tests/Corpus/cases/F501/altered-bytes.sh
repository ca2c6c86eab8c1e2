# One figure altered after the package was sealed.
records "$(loan R1 N1)"
seal
sed -i 's/"4.5000"/"4.4000"/' records.json
send
