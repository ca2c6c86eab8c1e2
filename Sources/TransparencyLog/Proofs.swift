public import Sealing

/// That an entry is in a log: the hashes beside its way to the root. RFC 9162 §2.1.3.
public struct InclusionProof: Hashable, Sendable {
  /// The entry's place.
  public let index: Int64
  /// The log's size.
  public let size: Int64
  /// The hashes, from the leaf up.
  public let path: [TreeHash]

  /// A proof as it was received.
  public init(index: Int64, size: Int64, path: [TreeHash]) {
    self.index = index
    self.size = size
    self.path = path
  }

  /// Makes the proof from a log's tiles.
  public init(index: Int64, in log: LogTiles) throws {
    precondition((0..<log.size).contains(index), "no such entry")
    func path(_ index: Int64, _ range: Range<Int64>) throws -> [TreeHash] {
      let count = range.upperBound - range.lowerBound
      if count == 1 { return [] }
      let middle = range.lowerBound + LogTiles.split(count)
      let left = range.lowerBound..<middle
      let right = middle..<range.upperBound
      return index < middle
        ? try path(index, left) + [log.hash(over: right)]
        : try path(index, right) + [log.hash(over: left)]
    }
    self.init(index: index, size: log.size, path: try path(index, 0..<log.size))
  }

  /// Whether the proof leads from a leaf to the root of a head. RFC 9162 §2.1.3.2.
  public func verify(leaf: TreeHash, head: TreeHead) throws(SealingFault) -> Bool {
    guard head.size == size, (0..<size).contains(index) else { return false }
    var place = index
    var last = size - 1
    var hash = leaf
    for sibling in path {
      if last == 0 { return false }
      if place & 1 == 1 || place == last {
        hash = try TreeHash.node(sibling, hash)
        while place & 1 == 0, place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        hash = try TreeHash.node(hash, sibling)
      }
      place >>= 1
      last >>= 1
    }
    return last == 0 && hash == head.root
  }
}

/// That a log begins with an earlier one. RFC 9162 §2.1.4.
public struct ConsistencyProof: Hashable, Sendable {
  /// The earlier size.
  public let old: Int64
  /// The later size.
  public let new: Int64
  /// The hashes.
  public let path: [TreeHash]

  /// A proof as it was received.
  public init(old: Int64, new: Int64, path: [TreeHash]) {
    self.old = old
    self.new = new
    self.path = path
  }

  /// Makes the proof from the later log's tiles. From an empty log or to the same size it is empty.
  public init(from old: Int64, in log: LogTiles) throws {
    precondition((0...log.size).contains(old), "a log never shrinks")
    func path(_ old: Int64, _ range: Range<Int64>, _ known: Bool) throws -> [TreeHash] {
      if old == range.upperBound { return known ? [] : [try log.hash(over: range)] }
      let middle = range.lowerBound + LogTiles.split(range.upperBound - range.lowerBound)
      let left = range.lowerBound..<middle
      let right = middle..<range.upperBound
      return old <= middle
        ? try path(old, left, known) + [log.hash(over: right)]
        : try path(old, right, false) + [log.hash(over: left)]
    }
    let hashes = old == 0 || old == log.size ? [] : try path(old, 0..<log.size, true)
    self.init(old: old, new: log.size, path: hashes)
  }

  /// Whether the proof leads from one head to the other. RFC 9162 §2.1.4.2.
  public func verify(from first: TreeHead, to second: TreeHead) throws(SealingFault) -> Bool {
    guard first.size == old, second.size == new, old <= new else { return false }
    if old == new { return path.isEmpty && first.root == second.root }
    if old == 0 {
      let empty = try TreeHash.empty()
      return path.isEmpty && first.root == empty
    }
    var rest = path[...]
    if old & (old - 1) == 0 { rest = [first.root] + path }
    var place = old - 1
    var last = new - 1
    while place & 1 == 1 {
      place >>= 1
      last >>= 1
    }
    guard let start = rest.popFirst() else { return false }
    var (before, after) = (start, start)
    for hash in rest {
      if last == 0 { return false }
      if place & 1 == 1 || place == last {
        before = try TreeHash.node(hash, before)
        after = try TreeHash.node(hash, after)
        while place & 1 == 0, place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        after = try TreeHash.node(after, hash)
      }
      place >>= 1
      last >>= 1
    }
    return last == 0 && before == first.root && after == second.root
  }
}
