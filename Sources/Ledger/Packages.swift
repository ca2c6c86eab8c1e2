import GRDB
public import LoanBook
public import Quantities

/// What became of one delivery of a bank.
public struct PackageEntry: Hashable, Sendable {
  /// The row in the ledger, counting up with arrival.
  public var seq: Int64
  /// The token of the delivery: two deliveries of one package have two.
  public var delivery: String
  /// `CODE-NNNNNNNNN`
  public var packageId: String
  /// The sender's counter.
  public var number: Int
  /// The message type, when the manifest could be read.
  public var messageType: String?
  /// The digest of the manifest, when there was one, in the suite's algorithm.
  public var manifestDigest: String?
  /// The name of the package in the archive.
  public var archivedAs: String?
  /// The key that verified.
  public var keyId: String?
  /// TECHNICAL or BUSINESS.
  public var stage: String
  /// ACCEPTED, PARTIAL, REJECTED or DUPLICATE.
  public var status: String
  /// When it was taken.
  public var receivedAt: Instant
  /// Records accepted.
  public var accepted: Int
  /// Records refused.
  public var refused: Int
  /// Bytes taken, listed or not; what a bank's quota counts. EXCHANGE §1.
  public var bytes: Int64
  /// Files taken, listed or not.
  public var files: Int
  /// The head of the ledger after it, if it was consumed.
  public var ledgerHead: String?

  /// Describes a delivery; `seq` is given by the ledger.
  public init(
    seq: Int64 = 0, delivery: String, packageId: String, number: Int, messageType: String? = nil,
    manifestDigest: String? = nil, archivedAs: String? = nil, keyId: String? = nil,
    stage: String, status: String, receivedAt: Instant, accepted: Int = 0, refused: Int = 0,
    bytes: Int64 = 0, files: Int = 0, ledgerHead: String? = nil
  ) {
    self.seq = seq
    self.delivery = delivery
    self.packageId = packageId
    self.number = number
    self.messageType = messageType
    self.manifestDigest = manifestDigest
    self.archivedAs = archivedAs
    self.keyId = keyId
    self.stage = stage
    self.status = status
    self.receivedAt = receivedAt
    self.accepted = accepted
    self.refused = refused
    self.bytes = bytes
    self.files = files
    self.ledgerHead = ledgerHead
  }
}

extension LedgerSession {
  /// Opens a row for a delivery, to which its records refer; ``finish(_:)`` completes it.
  public func begin(_ entry: PackageEntry, of bank: Bank) throws -> Int64 {
    try run(
      """
      INSERT INTO package
        (bank, delivery, package_id, number, message_type, manifest_digest, archived_as, key_id,
         stage, status, received_at, accepted, refused, bytes, files, ledger_head)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        bank.id, entry.delivery, entry.packageId, entry.number, entry.messageType,
        entry.manifestDigest, entry.archivedAs, entry.keyId, entry.stage, entry.status,
        entry.receivedAt.seconds, entry.accepted, entry.refused, entry.bytes, entry.files,
        entry.ledgerHead,
      ])
    return db.lastInsertedRowID
  }

  /// Completes the row of a delivery with its outcome.
  public func finish(_ entry: PackageEntry) throws {
    try run(
      """
      UPDATE package SET stage = ?, status = ?, accepted = ?, refused = ?, ledger_head = ?
      WHERE seq = ?
      """,
      [
        entry.stage, entry.status, entry.accepted, entry.refused, entry.ledgerHead, entry.seq,
      ])
  }

  /// The delivery of a token, if the ledger has it.
  public func package(delivery: String) throws -> PackageEntry? {
    try Row.fetchOne(
      db, sql: "SELECT * FROM package WHERE delivery = ?", arguments: [delivery]
    ).map(Self.package)
  }

  /// The accepted package of a name, if there is one.
  public func consumedPackage(_ packageId: String, of bank: Bank) throws -> PackageEntry? {
    try Row.fetchOne(
      db,
      sql: """
        SELECT * FROM package
        WHERE bank = ? AND package_id = ? AND status IN ('ACCEPTED', 'PARTIAL')
        """, arguments: [bank.id, packageId]
    ).map(Self.package)
  }

  /// The highest counter of a bank's accepted packages, 0 before the first.
  public func highestNumber(of bank: Bank) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT MAX(number) FROM package WHERE bank = ? AND status IN ('ACCEPTED', 'PARTIAL')
        """, arguments: [bank.id]) ?? 0
  }

  /// The head after the last consumed package, nil before the first.
  public func ledgerHead() throws -> String? {
    try String.fetchOne(
      db,
      sql: "SELECT ledger_head FROM package WHERE ledger_head IS NOT NULL ORDER BY seq DESC LIMIT 1"
    )
  }

  /// The head after the last package consumed before a delivery, nil before the first.
  public func ledgerHead(before seq: Int64) throws -> String? {
    try String.fetchOne(
      db,
      sql: """
        SELECT ledger_head FROM package WHERE ledger_head IS NOT NULL AND seq < ?
        ORDER BY seq DESC LIMIT 1
        """, arguments: [seq])
  }

  /// Every consumed package in order of arrival, with its bank's code.
  public func forEachConsumedPackage(_ body: (PartyCode, PackageEntry) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT package.*, code FROM package JOIN bank ON bank = bank.id
        WHERE ledger_head IS NOT NULL ORDER BY seq
        """)
    while let row = try rows.next() {
      try body(row.parsed("code", PartyCode.init), Self.package(row))
    }
  }

  /// The number of deliveries answered.
  public func packageCount() throws -> Int {
    try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM package") ?? 0
  }

  private static func package(_ row: Row) -> PackageEntry {
    PackageEntry(
      seq: row["seq"], delivery: row["delivery"], packageId: row["package_id"],
      number: row["number"], messageType: row["message_type"],
      manifestDigest: row["manifest_digest"], archivedAs: row["archived_as"],
      keyId: row["key_id"], stage: row["stage"], status: row["status"],
      receivedAt: Instant(seconds: row["received_at"]), accepted: row["accepted"],
      refused: row["refused"], bytes: row["bytes"], files: row["files"],
      ledgerHead: row["ledger_head"])
  }
}
