# A number that would use up ten thousand others.
package 10001
records "$(loan R1 N1)"
seal
send
