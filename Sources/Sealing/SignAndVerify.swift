import COpenSSL

extension PublicKey {
  /// Asks the library about a signature whose form was checked before.
  func verify(checkedDER: [UInt8], message: [UInt8], distinguishingID: [UInt8]) -> Bool {
    defer { drainErrors() }
    guard let key = Self.load(spki),
      let operation = SigningContext(key, suite, distinguishingID: distinguishingID),
      EVP_DigestVerifyInit_ex(
        operation.digest, nil, suite.libraryDigest, nil, nil, key.pointer, nil) == 1
    else { return false }
    return EVP_DigestVerify(
      operation.digest, checkedDER, checkedDER.count, message, message.count) == 1
  }

  /// Whether the signature was made over these 32 bytes in place of a digest: for SM2 that is a
  /// signature without the Z value. Diagnosis only.
  func verify(checkedDER: [UInt8], bareDigest: [UInt8]) -> Bool {
    defer { drainErrors() }
    guard let key = Self.load(spki),
      let context = EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil)
    else { return false }
    defer { EVP_PKEY_CTX_free(context) }
    guard EVP_PKEY_verify_init(context) == 1 else { return false }
    return EVP_PKEY_verify(
      context, checkedDER, checkedDER.count, bareDigest, bareDigest.count) == 1
  }
}

extension KeyHandle {
  /// The signature of a message, as the library encodes it.
  func sign(_ message: [UInt8], _ suite: Suite) throws(SealingFault) -> [UInt8] {
    guard
      let operation = SigningContext(self, suite, distinguishingID: Suite.distinguishingID),
      EVP_DigestSignInit_ex(
        operation.digest, nil, suite.libraryDigest, nil, nil, pointer, nil) == 1
    else { throw SealingFault("preparing a \(suite.rawValue) signature") }
    guard let signature = oneShotSignature(operation.digest, message) else {
      throw SealingFault("making a \(suite.rawValue) signature")
    }
    return signature
  }
}

/// Signs with a context that is ready.
func oneShotSignature(_ context: OpaquePointer, _ message: [UInt8]) -> [UInt8]? {
  var length = 0
  guard EVP_DigestSign(context, nil, &length, message, message.count) == 1 else { return nil }
  var signature = [UInt8](repeating: 0, count: length)
  guard EVP_DigestSign(context, &signature, &length, message, message.count) == 1 else {
    return nil
  }
  return Array(signature.prefix(length))
}

/// The two contexts of one signing or verifying operation, in the order SM2 asks for
/// (EXCHANGE §6): key context, id, digest context with the key context set, then the caller's
/// init. The digest context takes no ownership of the key context, so both are freed here.
private final class SigningContext {
  let digest: OpaquePointer
  private let key: OpaquePointer

  init?(_ handle: KeyHandle, _ suite: Suite, distinguishingID: [UInt8]) {
    guard let key = EVP_PKEY_CTX_new_from_pkey(nil, handle.pointer, nil) else { return nil }
    guard let digest = EVP_MD_CTX_new() else {
      EVP_PKEY_CTX_free(key)
      return nil
    }
    self.key = key
    self.digest = digest
    if suite == .sm2, !distinguishingID.isEmpty {
      let count = Int32(distinguishingID.count)
      guard EVP_PKEY_CTX_set1_id(key, distinguishingID, count) == 1 else { return nil }
    }
    EVP_MD_CTX_set_pkey_ctx(digest, key)
  }

  deinit {
    EVP_MD_CTX_free(digest)
    EVP_PKEY_CTX_free(key)
  }
}

extension Suite {
  /// The library's name of the suite's digest.
  fileprivate var libraryDigest: String {
    switch self {
    case .sm2: "SM3"
    case .p256: "SHA2-256"
    }
  }
}
