# A key takes 178 bytes; this file has thousands.
{
  echo '-----BEGIN PUBLIC KEY-----'
  openssl rand -base64 6000
  echo '-----END PUBLIC KEY-----'
} > key.pem
announce
sign
send
