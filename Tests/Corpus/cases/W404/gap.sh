# Number 10 000 as the first.
package 10000
records "$(loan R1 N1)"
seal
send
