import COpenSSL

/// The Ed25519 key that signs the heads of the transparency log. EXCHANGE §5.
public struct LogKey: Sendable {
  /// The public part.
  public let publicKey: LogPublicKey
  private let handle: KeyHandle

  /// Makes a new key.
  public static func generate() throws(SealingFault) -> LogKey {
    let handle = try KeyHandle.generate("ED25519", group: nil)
    guard let key = LogKey(handle) else { throw SealingFault("reading back a new Ed25519 key") }
    return key
  }

  /// Reads a PEM text that holds one unencrypted PKCS#8 block (`PRIVATE KEY`) and nothing else.
  public init(pem: String) throws(KeyRefusal) {
    let handle = try KeyHandle.fromPKCS8(PEM.decode(pem, .privateKey))
    guard let key = LogKey(handle) else { throw .otherAlgorithm }
    self = key
  }

  private init?(_ handle: KeyHandle) {
    defer { drainErrors() }
    var bytes = [UInt8](repeating: 0, count: 32)
    var count = bytes.count
    guard EVP_PKEY_is_a(handle.pointer, "ED25519") == 1,
      EVP_PKEY_get_raw_public_key(handle.pointer, &bytes, &count) == 1,
      let publicKey = LogPublicKey(bytes: Array(bytes.prefix(count)))
    else { return nil }
    self.publicKey = publicKey
    self.handle = handle
  }

  /// The 32 bytes of the public key.
  public var publicKeyBytes: [UInt8] { publicKey.bytes }

  /// The key as unencrypted PKCS#8 in PEM, to be kept in a file with mode 0600.
  public func pem() throws(SealingFault) -> String {
    guard let der = handle.pkcs8 else { throw SealingFault("writing the log key") }
    return PEM.encode(der, .privateKey)
  }

  /// The signature over a message, 64 bytes.
  public func sign(_ message: [UInt8]) throws(SealingFault) -> [UInt8] {
    guard let context = EVP_MD_CTX_new() else { throw SealingFault("making a digest context") }
    defer { EVP_MD_CTX_free(context) }
    guard EVP_DigestSignInit_ex(context, nil, nil, nil, nil, handle.pointer, nil) == 1,
      let signature = oneShotSignature(context, message)
    else { throw SealingFault("signing with the log key") }
    return signature
  }

  /// Whether a signature is this key's over the message.
  public func verify(signature: [UInt8], message: [UInt8]) -> Bool {
    publicKey.verify(signature: signature, message: message)
  }
}

/// The public part of the log key: what anyone who checks the log needs.
public struct LogPublicKey: Hashable, Sendable {
  /// 32 bytes (RFC 8032).
  public let bytes: [UInt8]

  /// A key received as 32 bytes; nil when the count is another.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// Reads a PEM text that holds one `PUBLIC KEY` block and nothing else.
  public init(pem: String) throws(KeyRefusal) {
    let der = try PEM.decode(pem, .publicKey)
    guard der.starts(with: Self.spkiPrefix),
      let key = LogPublicKey(bytes: Array(der.dropFirst(Self.spkiPrefix.count)))
    else { throw .otherAlgorithm }
    self = key
  }

  /// The key as a PEM text (`PUBLIC KEY`).
  public var pem: String { PEM.encode(Self.spkiPrefix + bytes, .publicKey) }

  /// Whether a signature is this key's over the message.
  public func verify(signature: [UInt8], message: [UInt8]) -> Bool {
    defer { drainErrors() }
    guard signature.count == 64,
      let pointer = EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, bytes, bytes.count)
    else { return false }
    let key = KeyHandle(owning: pointer)
    guard let context = EVP_MD_CTX_new() else { return false }
    defer { EVP_MD_CTX_free(context) }
    guard EVP_DigestVerifyInit_ex(context, nil, nil, nil, nil, key.pointer, nil) == 1 else {
      return false
    }
    return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }

  private static let spkiPrefix: [UInt8] = [
    0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]
}
