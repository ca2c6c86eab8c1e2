import COpenSSL

/// A public key of one of the two suites: a point on its curve, in the only accepted form.
public struct PublicKey: Hashable, Sendable {
  /// The suite, which follows from the curve.
  public let suite: Suite
  /// The SPKI DER: named curve, uncompressed point, 91 bytes.
  public let spki: [UInt8]
  /// Lower hex of the suite's digest over the SPKI DER. EXCHANGE §2.
  public let keyId: String

  /// Reads the key of a PEM text that holds one `PUBLIC KEY` block and nothing else.
  public init(pem: String) throws(KeyRefusal) {
    try self.init(spki: PEM.decode(pem, .publicKey))
  }

  /// Reads the key out of a PEM text that holds one `CERTIFICATE` block and nothing else.
  ///
  /// Only the key is taken: neither the certificate's own signature, nor its dates, nor its
  /// chain are checked, because the key is pinned on paper (EXCHANGE §5).
  public init(certificatePEM: String) throws(KeyRefusal) {
    let der = try PEM.decode(certificatePEM, .certificate)
    defer { drainErrors() }
    guard let certificate = parse(der, d2i_X509) else { throw .malformed }
    defer { X509_free(certificate.pointer) }
    guard certificate.rest == 0 else { throw .trailingBytes }
    guard let key = X509_get_X509_PUBKEY(certificate.pointer),
      let spki = derBytes({ i2d_X509_PUBKEY(key, $0) })
    else { throw .malformed }
    try self.init(spki: spki)
  }

  /// Reads SPKI DER.
  public init(spki: [UInt8]) throws(KeyRefusal) {
    defer { drainErrors() }
    guard let suite = Suite.allCases.first(where: { spki.starts(with: $0.spkiPrefix) }),
      spki.count == suite.spkiPrefix.count + 64
    else { throw Self.refusal(of: spki) }
    guard let key = Self.load(spki),
      let context = EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil)
    else { throw .invalidPoint }
    defer { EVP_PKEY_CTX_free(context) }
    guard EVP_PKEY_public_check(context) == 1 else { throw .invalidPoint }
    do {
      keyId = try Digest.of(spki, suite.digestAlgorithm).hex
    } catch {
      // A library without SM3 has no SM2 either, and was refused above.
      preconditionFailure("\(error)")
    }
    self.suite = suite
    self.spki = spki
  }

  /// The key as a PEM text.
  public var pem: String { PEM.encode(spki, .publicKey) }

  /// Whether the signature, in strict DER, is this key's over the message.
  public func verify(signature: [UInt8], message: [UInt8]) -> Bool {
    guard SignatureForm(der: signature, suite) != nil else { return false }
    return verify(
      checkedDER: signature, message: message, distinguishingID: Suite.distinguishingID)
  }

  /// Two keys are equal when their SPKI DER is.
  public static func == (a: PublicKey, b: PublicKey) -> Bool { a.spki == b.spki }

  /// Hashes the SPKI DER.
  public func hash(into hasher: inout Hasher) { hasher.combine(spki) }

  static func load(_ spki: [UInt8]) -> KeyHandle? {
    guard let key = parse(spki, d2i_PUBKEY) else { return nil }
    return KeyHandle(owning: key.pointer)
  }

  /// What is wrong with an SPKI that does not begin like one of ours.
  private static func refusal(of spki: [UInt8]) -> KeyRefusal {
    guard let key = parse(spki, d2i_X509_PUBKEY) else { return .malformed }
    defer { X509_PUBKEY_free(key.pointer) }
    guard key.rest == 0 else { return .trailingBytes }
    var algorithm: UnsafeMutablePointer<X509_ALGOR>?
    guard X509_PUBKEY_get0_param(nil, nil, nil, &algorithm, key.pointer) == 1 else {
      return .malformed
    }
    var object: OpaquePointer?
    var type: Int32 = 0
    var value: UnsafeRawPointer?
    X509_ALGOR_get0(&object, &type, &value, algorithm)
    switch OBJ_obj2nid(object) {
    case NID_rsaEncryption, NID_rsassaPss: return .rsa
    case NID_ED25519: return .ed25519
    case NID_X9_62_id_ecPublicKey: break
    default: return .otherAlgorithm
    }
    if type == V_ASN1_SEQUENCE { return .explicitParameters }
    guard type == V_ASN1_OBJECT, let value else { return .malformed }
    let curve = OBJ_obj2nid(OpaquePointer(value))
    guard curve == NID_sm2 || curve == NID_X9_62_prime256v1 else { return .otherCurve }
    return .notUncompressed
  }
}
