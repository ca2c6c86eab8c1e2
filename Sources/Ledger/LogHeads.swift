import GRDB
public import Quantities

/// A checkpoint of the transparency log that was published. DISCLOSURE §3.
public struct LogHeadEntry: Hashable, Sendable {
  /// How many entries it covers.
  public var size: Int64
  /// The log's name.
  public var origin: String
  /// The root over the entries: 32 bytes.
  public var root: [UInt8]
  /// The signed note.
  public var checkpoint: String
  /// When the first release with it went live.
  public var publishedAt: Instant

  /// Describes a checkpoint.
  public init(
    size: Int64, origin: String, root: [UInt8], checkpoint: String, publishedAt: Instant
  ) {
    self.size = size
    self.origin = origin
    self.root = root
    self.checkpoint = checkpoint
    self.publishedAt = publishedAt
  }
}

extension LedgerSession {
  /// Every published checkpoint, ascending by size.
  public func logHeads() throws -> [LogHeadEntry] {
    try Row.fetchAll(db, sql: "SELECT * FROM log_head ORDER BY size").map(LogHeadEntry.init)
  }

  /// The newest checkpoint that was published; nil before the first.
  public func lastLogHead() throws -> LogHeadEntry? {
    try Row.fetchOne(db, sql: "SELECT * FROM log_head ORDER BY size DESC LIMIT 1")
      .map(LogHeadEntry.init)
  }

  /// The newest checkpoint that was public at an instant; nil before the first.
  public func lastLogHead(publishedBy instant: Instant) throws -> LogHeadEntry? {
    try Row.fetchOne(
      db, sql: "SELECT * FROM log_head WHERE published_at <= ? ORDER BY size DESC LIMIT 1",
      arguments: [instant.seconds]
    ).map(LogHeadEntry.init)
  }

  /// Keeps a checkpoint that was published.
  public func addLogHead(_ head: LogHeadEntry) throws {
    try run(
      """
      INSERT INTO log_head (size, origin, root, checkpoint, published_at) VALUES (?, ?, ?, ?, ?)
      """,
      [
        head.size, head.origin, head.root.databaseValue, head.checkpoint,
        head.publishedAt.seconds,
      ])
  }

  /// How many full tiles of a level are known.
  public func logTileCount(level: Int) throws -> Int64 {
    try Int64.fetchOne(
      db, sql: "SELECT COALESCE(MAX(position) + 1, 0) FROM log_tile WHERE level = ?",
      arguments: [level]) ?? 0
  }

  /// The roots over full tiles of a level, ascending.
  public func logTileRoots(level: Int, _ range: Range<Int64>) throws -> [[UInt8]] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT root FROM log_tile WHERE level = ? AND position >= ? AND position < ?
        ORDER BY position
        """, arguments: [level, range.lowerBound, range.upperBound]
    ).map { $0.bytes("root") ?? [] }
  }

  /// Keeps the root over the next full tile of a level.
  public func addLogTile(level: Int, position: Int64, root: [UInt8]) throws {
    try run(
      "INSERT INTO log_tile (level, position, root) VALUES (?, ?, ?)",
      [level, position, root.databaseValue])
  }
}

extension LogHeadEntry {
  fileprivate init(_ row: Row) {
    self.init(
      size: row["size"], origin: row["origin"], root: row.bytes("root") ?? [],
      checkpoint: row["checkpoint"],
      publishedAt: Instant(seconds: row["published_at"]))
  }
}
