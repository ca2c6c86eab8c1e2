import GRDB
public import Quantities

/// A package of this system for a bank. Its files lie in the archive; the ledger knows whether it
/// still waits for its place in the outbox, so that a crash between the two loses nothing.
public struct OutboxEntry: Hashable, Sendable {
  /// This system's counter towards the bank.
  public var number: Int
  /// `SYSTEM-NNNNNNNNN`
  public var packageId: String
  /// RECEIPT, SETTLEMENT …
  public var messageType: String
  /// The name of the package in the archive: the digest of its manifest.
  public var archivedAs: String

  /// Describes an outgoing package.
  public init(number: Int, packageId: String, messageType: String, archivedAs: String) {
    self.number = number
    self.packageId = packageId
    self.messageType = messageType
    self.archivedAs = archivedAs
  }
}

extension LedgerSession {
  /// The next number of this system's packages for a bank.
  public func nextOutboxNumber(for bank: Bank) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT COALESCE(MAX(number), 0) + 1 FROM outbox WHERE bank = ?",
      arguments: [bank.id]) ?? 1
  }

  /// Keeps an outgoing package, which waits from now on; `answers` is the delivery that a receipt
  /// answers.
  public func send(
    _ entry: OutboxEntry, to bank: Bank, answers: Int64?, at: Instant
  ) throws {
    try run(
      """
      INSERT INTO outbox
        (bank, number, package_id, message_type, archived_as, answers, created_at, is_waiting)
      VALUES (?, ?, ?, ?, ?, ?, ?, 1)
      """,
      [
        bank.id, entry.number, entry.packageId, entry.messageType, entry.archivedAs, answers,
        at.seconds,
      ])
  }

  /// Outgoing packages that are not yet known to lie in the outbox.
  public func waiting(for bank: Bank) throws -> [OutboxEntry] {
    try outbox("bank = ? AND is_waiting", [bank.id])
  }

  /// The outgoing package of a number, if there is one.
  public func sent(number: Int, to bank: Bank) throws -> OutboxEntry? {
    try outbox("bank = ? AND number = ?", [bank.id, number]).first
  }

  /// The receipt that answers a delivery.
  public func receipt(for seq: Int64) throws -> OutboxEntry? {
    try outbox("answers = ?", [seq]).first
  }

  /// Notes that an outgoing package waits no more: it lies in the outbox, or has left it for good.
  public func placed(_ number: Int, for bank: Bank) throws {
    try run(
      "UPDATE outbox SET is_waiting = 0 WHERE bank = ? AND number = ?", [bank.id, number])
  }

  /// Every outgoing package, bank by bank in ascending number.
  public func forEachSent(_ body: (OutboxEntry) throws -> Void) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM outbox ORDER BY bank, number")
    while let row = try rows.next() { try body(Self.outbox(row)) }
  }

  private func outbox(
    _ condition: String, _ arguments: StatementArguments
  ) throws -> [OutboxEntry] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM outbox WHERE \(condition) ORDER BY number", arguments: arguments
    ).map(Self.outbox)
  }

  static func outbox(_ row: Row) -> OutboxEntry {
    OutboxEntry(
      number: row["number"], packageId: row["package_id"], messageType: row["message_type"],
      archivedAs: row["archived_as"])
  }
}
