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
    try session.forEachPublication(from: range.lowerBound, before: range.upperBound) { row in
      guard row.position == range.lowerBound + Int64(leaves.count),
        let kind = LogEntry.Kind(rawValue: row.kind.rawValue),
        let entry = LogEntry(
          kind: kind, record: row.subject, revision: row.revision, day: row.day,
          commitment: row.commitment)
      else { throw LogFault.malformed(path: "publication \(row.position)") }
      leaves.append(entry.leafData)
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

  /// Keeps the roots over the tiles that the newest entries have filled.
  func grow() throws {
    var below = try session.logSize()
    var level = 0
    while below >= Int64(Tile.fullWidth), level < 8 {
      let full = below >> 8
      for index in try session.logTileCount(level: level)..<full {
        let root = try TreeHash.root(ofFullTile: hashes(of: Tile(level: level, index: index)))
        try session.addLogTile(level: level, position: index, root: root.bytes)
      }
      below = full
      level += 1
    }
  }
}

/// A source of the site's records that reads the ledger: the log is read from there too.
protocol LogSource {
  var session: LedgerSession { get }
}
