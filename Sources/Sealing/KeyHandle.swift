import COpenSSL

/// Owns one key of the library.
final class KeyHandle: @unchecked Sendable {
  // Reference-counted by the library and never changed after it was made, so that threads may
  // share it.
  let pointer: OpaquePointer

  init(owning pointer: OpaquePointer) { self.pointer = pointer }

  deinit { EVP_PKEY_free(pointer) }

  /// The SPKI DER of the public part; nil when the library cannot write it.
  var spki: [UInt8]? {
    derBytes { i2d_PUBKEY(pointer, $0) }
  }

  /// The unencrypted PKCS#8 DER; nil when there is no private part.
  var pkcs8: [UInt8]? {
    guard let info = EVP_PKEY2PKCS8(pointer) else { return nil }
    defer { PKCS8_PRIV_KEY_INFO_free(info) }
    return derBytes { i2d_PKCS8_PRIV_KEY_INFO(info, $0) }
  }

  /// Reads unencrypted PKCS#8 DER to its last byte.
  static func fromPKCS8(_ der: [UInt8]) throws(KeyRefusal) -> KeyHandle {
    defer { drainErrors() }
    guard let info = parse(der, d2i_PKCS8_PRIV_KEY_INFO) else { throw .malformed }
    defer { PKCS8_PRIV_KEY_INFO_free(info.pointer) }
    guard info.rest == 0 else { throw .trailingBytes }
    guard let key = EVP_PKCS82PKEY(info.pointer) else { throw .malformed }
    return KeyHandle(owning: key)
  }

  /// Makes a new key: type `EC` or `SM2` with its curve, or `ED25519`.
  static func generate(_ type: String, group: String?) throws(SealingFault) -> KeyHandle {
    guard let context = EVP_PKEY_CTX_new_from_name(nil, type, nil) else {
      throw SealingFault("preparing a new \(type) key")
    }
    defer { EVP_PKEY_CTX_free(context) }
    var key: OpaquePointer?
    guard EVP_PKEY_keygen_init(context) == 1,
      group.map({ EVP_PKEY_CTX_set_group_name(context, $0) == 1 }) ?? true,
      EVP_PKEY_generate(context, &key) == 1, let key
    else { throw SealingFault("making a new \(type) key") }
    return KeyHandle(owning: key)
  }
}

/// Calls one of the library's `d2i_…` functions; `rest` is how many bytes it left unread.
func parse<Pointer>(
  _ der: [UInt8],
  _ read: (
    UnsafeMutablePointer<Pointer?>?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, Int
  ) -> Pointer?
) -> (pointer: Pointer, rest: Int)? {
  der.withUnsafeBufferPointer { buffer in
    var cursor = buffer.baseAddress
    guard let value = read(nil, &cursor, buffer.count) else { return nil }
    let used = buffer.baseAddress.flatMap { start in cursor.map { $0 - start } } ?? 0
    return (value, buffer.count - used)
  }
}

/// Calls one of the library's `i2d_…` functions: first for the length, then for the bytes.
func derBytes(
  _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
) -> [UInt8]? {
  let length = write(nil)
  guard length > 0 else {
    drainErrors()
    return nil
  }
  return [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
    var cursor = buffer.baseAddress
    count = Int(max(write(&cursor), 0))
  }
}

extension KeyHandle {
  /// Whether the private and the public part belong together.
  var isConsistent: Bool {
    defer { drainErrors() }
    guard let context = EVP_PKEY_CTX_new_from_pkey(nil, pointer, nil) else { return false }
    defer { EVP_PKEY_CTX_free(context) }
    return EVP_PKEY_pairwise_check(context) == 1
  }
}
