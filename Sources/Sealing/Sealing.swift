/// A manifest whose signature verified. Only `Sealing.open` makes one: whoever holds it holds
/// bytes that the owner of `key` signed.
public struct OpenedPackage: Sendable {
  /// The bytes of manifest.json, as they came.
  public let manifest: [UInt8]
  /// The bytes of manifest.sig: strict DER.
  public let signature: [UInt8]
  /// The key that verified.
  public let key: PublicKey

  init(manifest: [UInt8], signature: [UInt8], key: PublicKey) {
    self.manifest = manifest
    self.signature = signature
    self.key = key
  }
}

/// What came of trying to open a package.
public enum SealOpening: Sendable {
  /// A key verified.
  case opened(OpenedPackage)
  /// None did (S201); the probable cause, for the refusal's sentence.
  case refused(SignatureDiagnosis)
}

/// The step from untrusted bytes to a verified package.
public enum Sealing {
  /// Tries every key on the raw bytes, before anything is parsed. EXCHANGE §2.
  ///
  /// Not checked here: whether the key is active (S202), and whether the manifest's own words
  /// about key and algorithm agree (S203, S204).
  public static func open(
    manifest: [UInt8], signature: [UInt8], keys: [PublicKey]
  ) -> SealOpening {
    for key in keys where key.verify(signature: signature, message: manifest) {
      return .opened(OpenedPackage(manifest: manifest, signature: signature, key: key))
    }
    return .refused(SignatureDiagnosis.of(signature, over: manifest, keys: keys))
  }
}
