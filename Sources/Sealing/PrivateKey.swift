/// A signing key of one of the two suites. The key itself stays in the library's memory, which
/// is wiped when the last copy goes.
public struct PrivateKey: Sendable {
  /// The public part.
  public let publicKey: PublicKey
  private let handle: KeyHandle

  private init(_ handle: KeyHandle) throws(KeyRefusal) {
    guard let spki = handle.spki else { throw .malformed }
    publicKey = try PublicKey(spki: spki)
    self.handle = handle
  }

  /// The suite.
  public var suite: Suite { publicKey.suite }

  /// Makes a new key.
  public static func generate(_ suite: Suite) throws(SealingFault) -> PrivateKey {
    let handle =
      switch suite {
      case .sm2: try KeyHandle.generate("SM2", group: nil)
      case .p256: try KeyHandle.generate("EC", group: "P-256")
      }
    do {
      return try PrivateKey(handle)
    } catch {
      throw SealingFault("reading back a new \(suite.rawValue) key (\(error))")
    }
  }

  /// Reads a PEM text that holds one unencrypted PKCS#8 block (`PRIVATE KEY`) and nothing else.
  public init(pem: String) throws(KeyRefusal) {
    let handle = try KeyHandle.fromPKCS8(PEM.decode(pem, .privateKey))
    try self.init(handle)
    // A file whose public part belongs to another private part would make signatures that
    // nobody can verify.
    guard handle.isConsistent else { throw .invalidPoint }
  }

  /// The key as unencrypted PKCS#8 in PEM, to be kept in a file with mode 0600.
  public func pem() throws(SealingFault) -> String {
    guard let der = handle.pkcs8 else { throw SealingFault("writing a private key") }
    return PEM.encode(der, .privateKey)
  }

  /// The signature over a message, in strict DER.
  public func sign(_ message: [UInt8]) throws(SealingFault) -> [UInt8] {
    let signature = try handle.sign(message, suite)
    guard SignatureForm(der: signature, suite) != nil else {
      throw SealingFault("making a signature in strict DER")
    }
    return signature
  }
}
