import Sealing
import TransparencyLog

/// The tree as RFC 6962 §2.1 defines it, word for word and slowly.
enum PlainTree {
  /// MTH(D[n]).
  static func root(_ leaves: ArraySlice<[UInt8]>) throws -> TreeHash {
    if leaves.isEmpty { return try TreeHash.empty() }
    if leaves.count == 1 { return try TreeHash.leaf(leaves[leaves.startIndex]) }
    let (left, right) = split(leaves)
    return try TreeHash.node(root(left), root(right))
  }

  /// PATH(m, D[n]).
  static func path(_ m: Int, _ leaves: ArraySlice<[UInt8]>) throws -> [TreeHash] {
    if leaves.count == 1 { return [] }
    let (left, right) = split(leaves)
    return m < left.count
      ? try path(m, left) + [root(right)] : try path(m - left.count, right) + [root(left)]
  }

  /// SUBPROOF(m, D[n], b).
  static func subproof(
    _ m: Int, _ leaves: ArraySlice<[UInt8]>, _ known: Bool
  ) throws -> [TreeHash] {
    if m == leaves.count { return known ? [] : [try root(leaves)] }
    let (left, right) = split(leaves)
    return m <= left.count
      ? try subproof(m, left, known) + [root(right)]
      : try subproof(m - left.count, right, false) + [root(left)]
  }

  private static func split(
    _ leaves: ArraySlice<[UInt8]>
  ) -> (ArraySlice<[UInt8]>, ArraySlice<[UInt8]>) {
    var k = 1
    while k * 2 < leaves.count { k *= 2 }
    return (leaves.prefix(k), leaves.dropFirst(k))
  }
}

/// Published files in memory.
struct MemorySite: Sendable {
  var files: [String: [UInt8]] = [:]

  /// Keeps a file; true when it was there with other bytes.
  @discardableResult
  mutating func write(_ file: LogFile) -> Bool {
    let before = files.updateValue(file.bytes, forKey: file.path)
    return before != nil && before != file.bytes
  }

  /// The file, or nil.
  func read(_ path: String) -> [UInt8]? { files[path] }
}
