/// How much of a document the reader is willing to take. Beyond a limit it refuses; it never cuts.
public struct JSONLimits: Hashable, Sendable {
  /// Deepest nesting of arrays and objects; 1 allows `[]` but not `[[]]`. At most 512, because
  /// trees are read and released by recursion.
  public var depth: Int
  /// Longest string in bytes of unescaped UTF-8.
  public var stringBytes: Int
  /// Longest member name in bytes of unescaped UTF-8.
  public var nameBytes: Int
  /// Longest literal of a number in bytes.
  public var numberBytes: Int
  /// Most members of one object: their names are kept until it ends, to find duplicates.
  public var members: Int
  /// How far from the start of a tree a value in it may begin, in bytes of the document: what
  /// `readNode()` and its like may be made to hold. Events and skipping have no such limit.
  public var treeBytes: Int

  /// Limits; each must be positive, and the depth at most 512.
  public init(
    depth: Int, stringBytes: Int, nameBytes: Int = 1024, numberBytes: Int = 64,
    members: Int = 4096, treeBytes: Int = 64 << 20
  ) {
    self.depth = depth
    self.stringBytes = stringBytes
    self.nameBytes = nameBytes
    self.numberBytes = numberBytes
    self.members = members
    self.treeBytes = treeBytes
  }

  /// The limits of files exchanged with banks (EXCHANGE §1): depth 16, strings of 64 KiB. A tree is
  /// a manifest, which may have 4 MiB, or one record.
  public static let exchange = JSONLimits(
    depth: 16, stringBytes: 64 << 10, members: 1024, treeBytes: 4 << 20)

  /// A mistake of the program, not of the document.
  func check() {
    precondition((1...512).contains(depth), "JSON depth limit out of 1...512")
    precondition(
      min(stringBytes, nameBytes, numberBytes, members, treeBytes) > 0,
      "JSON limits must be positive")
  }
}
