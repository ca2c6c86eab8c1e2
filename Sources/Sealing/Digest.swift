import COpenSSL

/// A digest of 32 bytes together with the algorithm that made it.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
  /// The algorithm that made it.
  public let algorithm: DigestAlgorithm
  /// Exactly 32 bytes.
  public let bytes: [UInt8]

  /// A digest received as 32 bytes; nil when the count is another.
  public init?(_ algorithm: DigestAlgorithm, bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.algorithm = algorithm
    self.bytes = bytes
  }

  /// A digest received as 64 characters of lower-case hexadecimal; nil for anything else.
  public init?(_ algorithm: DigestAlgorithm, hex: String) {
    guard let bytes = Hex.decode(hex) else { return nil }
    self.init(algorithm, bytes: bytes)
  }

  /// How many bytes every digest of the exchange has.
  public static let byteCount = 32

  /// 64 characters of lower-case hexadecimal.
  public var hex: String { Hex.encode(bytes) }

  /// The hexadecimal text.
  public var description: String { hex }

  /// The digest of some bytes.
  public static func of(
    _ bytes: [UInt8], _ algorithm: DigestAlgorithm
  ) throws(SealingFault) -> Digest {
    let stream = try DigestStream(algorithm)
    bytes.withUnsafeBytes { stream.update($0) }
    return try stream.finish()
  }
}

/// A digest that is fed piece by piece. Not for use from two threads at once.
public final class DigestStream {
  private let algorithm: DigestAlgorithm
  private let context: OpaquePointer
  private var broken = false
  private var finished = false

  /// A stream without bytes.
  public init(_ algorithm: DigestAlgorithm) throws(SealingFault) {
    self.algorithm = algorithm
    guard let context = EVP_MD_CTX_new() else { throw SealingFault("making a digest context") }
    self.context = context
    guard
      let method = DigestMethod.of(algorithm), EVP_DigestInit_ex2(context, method.pointer, nil) == 1
    else { throw SealingFault("starting digest \(algorithm.rawValue)") }
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes. A failure of the library is remembered and thrown by `finish`.
  public func update(_ bytes: UnsafeRawBufferPointer) {
    precondition(!finished, "a finished digest stream takes no more bytes")
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
    if EVP_DigestUpdate(context, start, bytes.count) != 1 { broken = true }
  }

  /// Adds bytes.
  public func update(_ bytes: some Sequence<UInt8>) {
    Array(bytes).withUnsafeBytes { update($0) }
  }

  /// The digest of all bytes added; to be called once.
  public func finish() throws(SealingFault) -> Digest {
    precondition(!finished, "a digest stream is finished once")
    finished = true
    var bytes = [UInt8](repeating: 0, count: Digest.byteCount)
    guard !broken, EVP_DigestFinal_ex(context, &bytes, nil) == 1,
      let digest = Digest(algorithm, bytes: bytes)
    else { throw SealingFault("computing digest \(algorithm.rawValue)") }
    return digest
  }
}

/// A digest method, fetched from the library once for the life of the process: fetching costs
/// more than hashing a small file.
private struct DigestMethod: @unchecked Sendable {
  // The library's methods are reference-counted and immutable; this one is never released.
  let pointer: OpaquePointer

  static func of(_ algorithm: DigestAlgorithm) -> DigestMethod? {
    switch algorithm {
    case .sm3: sm3
    case .sha256: sha256
    }
  }

  private static let sm3 = fetch("SM3")
  private static let sha256 = fetch("SHA2-256")

  private static func fetch(_ name: String) -> DigestMethod? {
    EVP_MD_fetch(nil, name, nil).map { DigestMethod(pointer: $0) }
  }
}

/// Random bytes fit for keys and salts.
public func randomBytes(_ count: Int) throws(SealingFault) -> [UInt8] {
  precondition(count >= 0 && count <= 1 << 20, "randomBytes: 0 to 1 MiB")
  var bytes = [UInt8](repeating: 0, count: count)
  guard count == 0 || RAND_bytes(&bytes, Int32(count)) == 1 else {
    throw SealingFault("drawing random bytes")
  }
  return bytes
}
