import GRDB
public import Quantities

extension LedgerSession {
  /// The receipt that counts for a package: of the delivery that was consumed, else of the last
  /// one that was answered.
  public func receipt(forPackage packageId: String, of bank: Bank) throws -> OutboxEntry? {
    let number = try Int.fetchOne(
      db,
      sql: """
        SELECT outbox.number FROM package JOIN outbox ON answers = seq
        WHERE package.bank = ? AND package.package_id = ?
        ORDER BY status IN ('ACCEPTED', 'PARTIAL') DESC, seq DESC LIMIT 1
        """, arguments: [bank.id, packageId])
    return try number.flatMap { try sent(number: $0, to: bank) }
  }

  /// Notes that an outgoing receipt repeats another one.
  public func keepReissue(_ number: Int, of original: Int, to bank: Bank) throws {
    try run(
      "INSERT INTO reissue (bank, number, original) VALUES (?, ?, ?)",
      [bank.id, number, original])
  }

  /// The numbers of outgoing packages of these types that were made before an instant.
  public func sent(
    _ messageTypes: [String], before: Instant, for bank: Bank
  ) throws -> [Int] {
    try messageTypes.flatMap { type in
      try Int.fetchAll(
        db,
        sql: """
          SELECT number FROM outbox
          WHERE bank = ? AND message_type = ? AND created_at <= ? ORDER BY number
          """, arguments: [bank.id, type, before.seconds])
    }
  }
}
