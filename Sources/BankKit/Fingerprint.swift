public import Sealing

/// A key's id as it stands in a letter of fingerprints (公钥指纹函). EXCHANGE §5.
public enum Fingerprint {
  /// The id in groups of four, to be compared by eye on paper.
  public static func grouped(_ keyId: String) -> String {
    let hex = Array(keyId)
    return stride(from: 0, to: hex.count, by: 4).map { String(hex[$0..<min($0 + 4, hex.count)]) }
      .joined(separator: " ")
  }
}

extension PublicKey {
  /// The key's id in groups of four, to be compared by eye on paper.
  public var fingerprint: String { Fingerprint.grouped(keyId) }
}
