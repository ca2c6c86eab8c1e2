/// A digest algorithm of the exchange. EXCHANGE §2.
public enum DigestAlgorithm: String, CaseIterable, Hashable, Sendable {
  /// GB/T 32905 SM3.
  case sm3 = "SM3"
  /// FIPS 180-4 SHA-256.
  case sha256 = "SHA-256"
}

/// A signature suite of the exchange: a curve with its digest. EXCHANGE §2.
///
/// The raw value is the text of the member `signatureAlgorithm`.
public enum Suite: String, CaseIterable, Hashable, Sendable {
  /// SM2 (GB/T 32918) with SM3 and the distinguishing id `1234567812345678`.
  case sm2 = "SM2-SM3"
  /// ECDSA on P-256 with SHA-256.
  case p256 = "ECDSA-P256-SHA256"

  /// The only digest that may go with this suite.
  public var digestAlgorithm: DigestAlgorithm {
    switch self {
    case .sm2: .sm3
    case .p256: .sha256
    }
  }

  /// The suite's word in names of key files: `CODE-sm2-….pem`. EXCHANGE §1.
  public var fileTag: String {
    switch self {
    case .sm2: "sm2"
    case .p256: "p256"
    }
  }
}

extension Suite {
  /// The distinguishing id that every SM2 signature of the exchange is made with. EXCHANGE §2.
  static let distinguishingID = Array("1234567812345678".utf8)

  /// The order of the curve's group, 32 bytes, big endian.
  var order: [UInt8] {
    switch self {
    case .sm2: Self.sm2Order
    case .p256: Self.p256Order
    }
  }

  /// What stands before the 64 bytes of x‖y in the only form of SPKI that is accepted: named
  /// curve, uncompressed point. One form means one keyId per key.
  var spkiPrefix: [UInt8] {
    let ecPublicKey: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
    let curve: [UInt8] =
      switch self {
      case .sm2: [0x06, 0x08, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x82, 0x2D]
      case .p256: [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
      }
    return [0x30, 0x59, 0x30, 0x13] + ecPublicKey + curve + [0x03, 0x42, 0x00, 0x04]
  }

  private static let sm2Order: [UInt8] = [
    0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0x72, 0x03, 0xDF, 0x6B, 0x21, 0xC6, 0x05, 0x2B, 0x53, 0xBB, 0xF4, 0x09, 0x39, 0xD5, 0x41, 0x23,
  ]

  private static let p256Order: [UInt8] = [
    0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
  ]
}
