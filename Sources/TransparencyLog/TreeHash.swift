public import Sealing

/// A hash of the Merkle tree of RFC 6962 §2.1 (SHA-256).
public struct TreeHash: Hashable, Sendable {
  /// Exactly 32 bytes.
  public let bytes: [UInt8]

  /// How many bytes every hash has.
  public static let byteCount = 32

  /// A hash received as 32 bytes; nil when the count is another.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = Array(bytes)
  }

  private init(of bytes: [UInt8]) throws(SealingFault) {
    self.bytes = try Digest.of(bytes, .sha256).bytes
  }

  /// The hash of a leaf's data.
  public static func leaf(_ data: [UInt8]) throws(SealingFault) -> TreeHash {
    try TreeHash(of: [0] + data)
  }

  /// The hash of an inner node.
  public static func node(
    _ left: TreeHash, _ right: TreeHash
  ) throws(SealingFault) -> TreeHash {
    try TreeHash(of: [1] + left.bytes + right.bytes)
  }

  /// The root of a tree without leaves.
  public static func empty() throws(SealingFault) -> TreeHash { try TreeHash(of: []) }

  /// The root over the roots of 2^k equal perfect trees.
  static func perfect(_ hashes: ArraySlice<TreeHash>) throws(SealingFault) -> TreeHash {
    precondition(hashes.count > 0 && hashes.count & (hashes.count - 1) == 0, "a power of two")
    var row = Array(hashes)
    while row.count > 1 {
      var above: [TreeHash] = []
      above.reserveCapacity(row.count / 2)
      for place in stride(from: 0, to: row.count, by: 2) {
        above.append(try node(row[place], row[place + 1]))
      }
      row = above
    }
    return row[0]
  }
}

/// How large the log is and which root it has.
public struct TreeHead: Hashable, Sendable {
  /// The number of entries.
  public let size: Int64
  /// The root over them.
  public let root: TreeHash

  /// A head.
  public init(size: Int64, root: TreeHash) {
    precondition(size >= 0, "a log has no negative size")
    self.size = size
    self.root = root
  }

  /// The head of a log of a size, from the hashes of its partial tiles.
  public init(size: Int64, hashes: (Tile) throws -> [TreeHash]) throws {
    self.init(size: size, root: try TreeEdge(size: size, hashes: hashes).root())
  }
}

extension TreeHash {
  /// The root over the hashes of a full tile.
  public static func root(ofFullTile hashes: [TreeHash]) throws(SealingFault) -> TreeHash {
    precondition(hashes.count == Tile.fullWidth, "a full tile has 256 hashes")
    return try perfect(hashes[...])
  }
}
