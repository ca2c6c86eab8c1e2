# A file that the manifest does not list, and one whose name may not even be told.
records "$(loan R1 N1)"
seal
echo more > more.csv
echo more > '中文.exe'
send
