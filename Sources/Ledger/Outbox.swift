import GRDB
public import Quantities

/// A package of this system for a bank: kept in the ledger until it lies in the outbox, so that a
/// crash between the two loses nothing.
public struct OutboxEntry: Sendable {
  /// This system's counter towards the bank.
  public var number: Int
  /// `SYSTEM-NNNNNNNNN`
  public var packageId: String
  /// RECEIPT, SETTLEMENT …
  public var messageType: String
  /// The files by name, manifest and signature among them.
  public var files: [(name: String, bytes: [UInt8])]

  /// Describes an outgoing package.
  public init(
    number: Int, packageId: String, messageType: String,
    files: [(name: String, bytes: [UInt8])]
  ) {
    self.number = number
    self.packageId = packageId
    self.messageType = messageType
    self.files = files
  }
}

extension LedgerSession {
  /// The next number of this system's packages for a bank.
  public func nextOutboxNumber(for bank: Bank) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT COALESCE(MAX(number), 0) + 1 FROM outbox WHERE bank = ?",
      arguments: [bank.id]) ?? 1
  }

  /// Keeps an outgoing package; `answers` is the delivery that a receipt answers.
  public func send(
    _ entry: OutboxEntry, to bank: Bank, answers: Int64?, at: Instant
  ) throws {
    try run(
      """
      INSERT INTO outbox (bank, number, package_id, message_type, answers, created_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        bank.id, entry.number, entry.packageId, entry.messageType, answers, at.seconds,
      ])
    for file in entry.files {
      try run(
        "INSERT INTO outbox_file (bank, number, name, bytes) VALUES (?, ?, ?, ?)",
        [bank.id, entry.number, file.name, file.bytes.databaseValue])
    }
  }

  /// Outgoing packages that are not yet known to lie in the outbox.
  public func unpublished(for bank: Bank) throws -> [OutboxEntry] {
    try outbox("bank = ? AND published_at IS NULL", [bank.id])
  }

  /// The receipt that answers a delivery.
  public func receipt(for seq: Int64) throws -> OutboxEntry? {
    try outbox("answers = ?", [seq]).first
  }

  /// Notes that an outgoing package lies in the outbox.
  public func published(_ number: Int, for bank: Bank, at: Instant) throws {
    try run(
      "UPDATE outbox SET published_at = ? WHERE bank = ? AND number = ?",
      [at.seconds, bank.id, number])
  }

  private func outbox(
    _ condition: String, _ arguments: StatementArguments
  ) throws -> [OutboxEntry] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM outbox WHERE \(condition) ORDER BY number", arguments: arguments
    ).map { row in
      let files = try Row.fetchAll(
        db,
        sql: "SELECT name, bytes FROM outbox_file WHERE bank = ? AND number = ? ORDER BY name",
        arguments: [row["bank"] as Int64, row["number"] as Int64])
      return OutboxEntry(
        number: row["number"], packageId: row["package_id"], messageType: row["message_type"],
        files: files.map { (name: $0["name"] as String, bytes: $0.bytes("bytes") ?? []) })
    }
  }
}
