import GRDB

/// A key of the transparency log in the order of keys. DISCLOSURE §3.
public struct LogKeyEntry: Hashable, Sendable {
  /// The public key: 32 bytes.
  public var key: [UInt8]
  /// The signed note by which it took over; nil for the first.
  public var change: String?

  /// Describes a key.
  public init(key: [UInt8], change: String?) {
    self.key = key
    self.change = change
  }
}

extension LedgerSession {
  /// The log's keys in their order; none before the first change.
  public func logKeys() throws -> [LogKeyEntry] {
    try Row.fetchAll(db, sql: "SELECT key, change FROM log_key ORDER BY position").map {
      LogKeyEntry(key: $0.bytes("key") ?? [], change: $0["change"])
    }
  }

  /// Lets a key of the log follow another; the first change keeps the first key too.
  public func followLogKey(_ old: [UInt8], by new: LogKeyEntry) throws {
    var place = try logKeys().count
    let isFirst = place == 0
    for entry in (isFirst ? [LogKeyEntry(key: old, change: nil)] : []) + [new] {
      try run(
        "INSERT INTO log_key (position, key, change) VALUES (?, ?, ?)",
        [place, entry.key.databaseValue, entry.change])
      place += 1
    }
  }
}
