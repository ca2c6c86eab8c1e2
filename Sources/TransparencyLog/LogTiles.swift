import Sealing

/// The hashes of a published log, read tile by tile.
///
/// Nothing here is trusted: a proof made from wrong tiles does not verify.
public final class LogTiles {
  /// How many entries the log has.
  public let size: Int64
  private let read: ReadFile
  private var kept: [Tile: [TreeHash]] = [:]

  /// The tiles of a log of a size.
  public init(size: Int64, read: @escaping ReadFile) {
    self.size = size
    self.read = read
  }

  /// The root over the first `count` entries.
  public func root(of count: Int64) throws -> TreeHash {
    precondition((0...size).contains(count), "no such size of this log")
    return count == 0 ? try TreeHash.empty() : try hash(over: 0..<count)
  }

  /// The hash of an entry's leaf.
  public func leaf(_ index: Int64) throws -> TreeHash { try hash(over: index..<(index + 1)) }

  /// MTH(D[range]) of RFC 6962 §2.1, for a range that begins where a subtree does.
  func hash(over range: Range<Int64>) throws -> TreeHash {
    let count = range.upperBound - range.lowerBound
    let split = Self.split(count)
    guard split * 2 != count, count > 1 else { return try perfect(range) }
    let middle = range.lowerBound + split
    return try TreeHash.node(
      hash(over: range.lowerBound..<middle), hash(over: middle..<range.upperBound))
  }

  /// The largest power of two below a count above one.
  static func split(_ count: Int64) -> Int64 {
    count < 2 ? 0 : 1 << Int64(63 - (count - 1).leadingZeroBitCount)
  }

  /// The root of a perfect subtree: from the hashes of one tile.
  private func perfect(_ range: Range<Int64>) throws -> TreeHash {
    let height = (range.upperBound - range.lowerBound).trailingZeroBitCount
    let level = height / 8
    let first = range.lowerBound >> Int64(8 * level)
    let tile = Tile.holding(first, level: level, size: size)
    let place = Int(first & 255)
    let hashes = try hashes(tile)
    return try TreeHash.perfect(hashes[place..<(place + 1 << (height % 8))])
  }

  private func hashes(_ tile: Tile) throws -> [TreeHash] {
    if let known = kept[tile] { return known }
    // A proof needs a few dozen tiles; a walk over many entries must not keep them all.
    if kept.count > 64 { kept.removeAll(keepingCapacity: true) }
    let hashes = try Self.hashes(of: tile, read: read)
    kept[tile] = hashes
    return hashes
  }

  /// The hashes of a tile. Where a partial tile is gone, the full one holds them too.
  static func hashes(of tile: Tile, read: ReadFile) throws -> [TreeHash] {
    var bytes = try read(tile.path)
    if bytes == nil, !tile.isFull {
      bytes = try read(Tile(level: tile.level, index: tile.index).path)
        .map { Array($0.prefix(tile.width * TreeHash.byteCount)) }
    }
    guard let bytes else { throw LogFault.missing(path: tile.path) }
    guard bytes.count == tile.width * TreeHash.byteCount else {
      throw LogFault.malformed(path: tile.path)
    }
    return stride(from: 0, to: bytes.count, by: TreeHash.byteCount).compactMap {
      TreeHash(bytes: bytes[$0..<($0 + TreeHash.byteCount)])
    }
  }
}
