// The part of libcrypto (OpenSSL 3.0 or newer) that the room Sealing uses.
#ifndef MINGDAI_COPENSSL_SHIM_H
#define MINGDAI_COPENSSL_SHIM_H

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/objects.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

#endif
