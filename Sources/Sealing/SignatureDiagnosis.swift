/// What probably went wrong with a signature that no key verified: diagnosis only, never
/// acceptance. EXCHANGE §2.
///
/// Each cause but the last two is found by trying: it is only named when the signature verifies
/// once the mistake is undone. With two mistakes at once the outer one is named.
public enum SignatureDiagnosis: Hashable, CaseIterable, Sendable {
  /// There is no key to try.
  case noKey
  /// An SM2 signature made without the distinguishing id.
  case noDistid
  /// r‖s in 64 bytes instead of DER.
  case rawRS
  /// Base64 text.
  case base64Text
  /// Hexadecimal text, perhaps as `openssl dgst -hex` prints it.
  case hexText
  /// Made over the digest (32 bytes, its hexadecimal text, or SM3 without the Z value).
  case overDigest
  /// A good signature with bytes behind it, such as a line feed.
  case trailingBytes
  /// No strict DER of two numbers in range, and none of the mistakes above.
  case notDER
  /// Well-formed, but of another key or over other bytes.
  case unknown
}

extension SignatureDiagnosis {
  static func of(
    _ signature: [UInt8], over manifest: [UInt8], keys: [PublicKey]
  ) -> SignatureDiagnosis {
    guard !keys.isEmpty else { return .noKey }
    for key in keys {
      let attempt = Attempt(key: key, manifest: manifest)
      if let cause = attempt.cause(of: signature) { return cause }
    }
    let wellFormed = keys.contains { SignatureForm(der: signature, $0.suite) != nil }
    return wellFormed ? .unknown : .notDER
  }
}

/// One key and the mistakes that its owner may have made.
private struct Attempt {
  let key: PublicKey
  let manifest: [UInt8]

  func cause(of signature: [UInt8]) -> SignatureDiagnosis? {
    if SignatureForm(der: signature, key.suite) != nil { return mistakeInWhatWasSigned(signature) }
    if let form = SignatureForm(raw: signature, key.suite), isKeys(form.der) { return .rawRS }
    if let length = SignatureForm.announcedLength(signature), length < signature.count,
      isKeys(Array(signature.prefix(length)))
    {
      return .trailingBytes
    }
    // Text before anything cleverer: a file of r‖s may be encoded too.
    let text = signature.filter { !Self.isSpace($0) }
    if let bytes = Self.decodedHex(text), isKeysInAnyForm(bytes) { return .hexText }
    if let bytes = Base64.decode(text), isKeysInAnyForm(bytes) { return .base64Text }
    return nil
  }

  /// The mistakes that leave the form of the signature alone.
  private func mistakeInWhatWasSigned(_ der: [UInt8]) -> SignatureDiagnosis? {
    if key.suite == .sm2, verifies(der, manifest, distinguishingID: []) { return .noDistid }
    return isOverDigest(der) ? .overDigest : nil
  }

  private func isOverDigest(_ der: [UInt8]) -> Bool {
    guard let digest = digest else { return false }
    if key.suite == .sm2, key.verify(checkedDER: der, bareDigest: digest.bytes) { return true }
    let hex = Array(digest.hex.utf8)
    return [digest.bytes, hex, hex + [UInt8(ascii: "\n")]].contains { message in
      verifies(der, message, distinguishingID: Suite.distinguishingID)
        || key.suite == .sm2 && verifies(der, message, distinguishingID: [])
    }
  }

  private var digest: Digest? {
    do {
      return try Digest.of(manifest, key.suite.digestAlgorithm)
    } catch {
      // Without a digest there is one guess less; the refusal stands either way.
      return nil
    }
  }

  private func isKeysInAnyForm(_ bytes: [UInt8]) -> Bool {
    if let form = SignatureForm(raw: bytes, key.suite) { return isKeys(form.der) }
    return isKeys(bytes)
  }

  private func isKeys(_ der: [UInt8]) -> Bool {
    guard SignatureForm(der: der, key.suite) != nil else { return false }
    return verifies(der, manifest, distinguishingID: Suite.distinguishingID)
      || mistakeInWhatWasSigned(der) != nil
  }

  private func verifies(
    _ der: [UInt8], _ message: [UInt8], distinguishingID: [UInt8]
  ) -> Bool {
    key.verify(checkedDER: der, message: message, distinguishingID: distinguishingID)
  }

  /// `openssl dgst -hex` prints `NAME(file)= 3045…`: what stands before the sign is left out.
  private static func decodedHex(_ text: [UInt8]) -> [UInt8]? {
    let digits = text.lastIndex(of: UInt8(ascii: "=")).map { text[($0 + 1)...] } ?? text[...]
    return digits.isEmpty ? nil : Hex.decode(digits, upperToo: true)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
