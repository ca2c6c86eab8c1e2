# Announcements count like any other package.
package 3
newkey ../next.key
openssl pkey -in ../next.key -pubout -out key.pem
announce
sign
send
