import GRDB
public import Quantities

/// A signing key of this system that took part in a rotation. EXCHANGE §5.
public struct SystemKeyEntry: Hashable, Sendable {
  /// Lower hex of the suite's digest over the SPKI DER.
  public var keyId: String
  /// The suite's name on the wire.
  public var suite: String
  /// The SPKI DER.
  public var spki: [UInt8]
  /// When its successor took over, and until when banks can read it; nil while it signs.
  public var replaced: (at: Instant, readableUntil: Instant)? {
    guard let replacedAt, let readableUntil else { return nil }
    return (replacedAt, readableUntil)
  }
  private var replacedAt: Instant?
  private var readableUntil: Instant?

  /// Describes a key that signs.
  public init(keyId: String, suite: String, spki: [UInt8]) {
    self.keyId = keyId
    self.suite = suite
    self.spki = spki
  }

  init(_ row: Row) {
    self.init(keyId: row["key_id"], suite: row["suite"], spki: row.bytes("spki") ?? [])
    replacedAt = row.instant("replaced_at")
    readableUntil = row.instant("readable_until")
  }
}

extension LedgerSession {
  /// Every key of this system that took part in a rotation: those that sign first, then the past
  /// ones, newest first.
  public func systemKeys() throws -> [SystemKeyEntry] {
    try Row.fetchAll(
      db,
      sql: "SELECT * FROM system_key ORDER BY replaced_at IS NOT NULL, id DESC"
    ).map(SystemKeyEntry.init)
  }

  /// Lets one key of this system follow another.
  public func replaceSystemKey(
    _ old: SystemKeyEntry, by new: SystemKeyEntry, at: Instant, readableUntil: Instant
  ) throws {
    for key in [old, new] {
      try run(
        "INSERT INTO system_key (key_id, suite, spki) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [key.keyId, key.suite, key.spki.databaseValue])
    }
    try run(
      "UPDATE system_key SET replaced_at = ?, readable_until = ? WHERE key_id = ?",
      [at.seconds, readableUntil.seconds, old.keyId])
  }

  /// Lets a bank's key count until an earlier instant, for the end of an overlap. EXCHANGE §5.
  public func shorten(_ key: BankKey, to: Instant) throws {
    try run(
      """
      UPDATE bank_key SET active_to = ?
      WHERE key_id = ? AND state = 'ACTIVE' AND active_to > ? AND active_from < ?
      """, [to.seconds, key.keyId, to.seconds, to.seconds])
  }
}
