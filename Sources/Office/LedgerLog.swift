import Ledger
import PublicSite
import TransparencyLog

/// The transparency log as the ledger holds it: its entries are the rows of `publication`.
/// DISCLOSURE §3.
struct LedgerLog {
  let session: LedgerSession

  /// The leaves of some entries, ascending.
  func leaves(_ range: Range<Int64>) throws -> [[UInt8]] {
    var leaves: [[UInt8]] = []
    try session.forEachLogEntry(from: range.lowerBound, before: range.upperBound) { row in
      guard row.position == range.lowerBound + Int64(leaves.count) else {
        throw LogFault.malformed(path: "publication \(row.position)")
      }
      leaves.append(try row.leaf)
    }
    guard leaves.count == Int(range.upperBound - range.lowerBound) else {
      throw LogFault.missing(path: "publication \(range)")
    }
    return leaves
  }

  /// The entries of a tile of level 0.
  func leaves(of tile: Tile) throws -> [[UInt8]] {
    try leaves((tile.index << 8)..<(tile.index << 8 + Int64(tile.width)))
  }

  /// The hashes of a tile.
  func hashes(of tile: Tile) throws -> [TreeHash] {
    if tile.level == 0 { return try leaves(of: tile).map { try TreeHash.leaf($0) } }
    let first = tile.index << 8
    let roots = try session.logTileRoots(
      level: tile.level - 1, first..<(first + Int64(tile.width)))
    guard roots.count == tile.width else { throw LogFault.missing(path: tile.path) }
    return try roots.map { root in
      guard let hash = TreeHash(bytes: root) else { throw LogFault.malformed(path: tile.path) }
      return hash
    }
  }

  /// Size and root of the log as it was at a size.
  func head(size: Int64) throws -> TreeHead { try TreeHead(size: size, hashes: hashes) }

  /// Keeps the roots over the tiles that the newest entries have filled. `newest` are the hashes of
  /// the last entries, where they are at hand; those before are read.
  func grow(newest: [TreeHash] = []) throws {
    let size = try session.logSize()
    let first = size - Int64(newest.count)
    var below = size
    var level = 0
    while below >= Int64(Tile.fullWidth), level < 8 {
      let full = below >> 8
      for index in try session.logTileCount(level: level)..<full {
        let tile = Tile(level: level, index: index)
        let hashes =
          level == 0 ? try leafHashes(of: tile, newest, from: first) : try hashes(of: tile)
        let root = try TreeHash.root(ofFullTile: hashes)
        try session.addLogTile(level: level, position: index, root: root.bytes)
      }
      below = full
      level += 1
    }
  }

  /// The hashes of a full tile of entries.
  private func leafHashes(
    of tile: Tile, _ newest: [TreeHash], from first: Int64
  ) throws -> [TreeHash] {
    let (start, end) = (tile.index << 8, (tile.index + 1) << 8)
    let older = start < first ? try leaves(start..<min(first, end)) : []
    return try older.map { try TreeHash.leaf($0) }
      + (first < end ? newest[Int(max(start, first) - first)..<Int(end - first)] : [])
  }
}

extension PublicationEntry {
  /// What the log's tree hashes of it.
  var leaf: [UInt8] {
    get throws {
      guard let kind = LogEntry.Kind(rawValue: kind.rawValue),
        let entry = LogEntry(
          kind: kind, record: subject, revision: revision, day: day, commitment: commitment)
      else { throw LogFault.malformed(path: "publication \(position)") }
      return entry.leafData
    }
  }
}

/// A source of the site's records that reads the ledger: the log is read from there too.
protocol LogSource {
  var session: LedgerSession { get }
}
