/// A SHA-256 that is fed piece by piece, for files that are never held whole.
///
/// Used by one thread.
public protocol DigestFeed: AnyObject {
  /// Adds bytes.
  func update(_ bytes: UnsafeRawBufferPointer)
  /// The hexadecimal digest of all bytes added; called once.
  func finish() -> String
}

/// A feed for whoever has only a digest of whole bytes: it holds them.
final class HeldFeed: DigestFeed {
  private var bytes: [UInt8] = []
  private let digest: @Sendable ([UInt8]) -> String

  init(_ digest: @escaping @Sendable ([UInt8]) -> String) { self.digest = digest }

  func update(_ bytes: UnsafeRawBufferPointer) { self.bytes += bytes }
  func finish() -> String { digest(bytes) }
}

/// How the files of a site are summed: whole, or piece by piece.
struct FileSums: Sendable {
  /// Hexadecimal SHA-256 of bytes.
  let of: @Sendable ([UInt8]) -> String
  /// Begins one that is fed.
  let feed: @Sendable () -> any DigestFeed
}
