import GRDB
public import Quantities

/// An outgoing package with what became of it. EXCHANGE §4.
public struct SentPackage: Hashable, Sendable {
  /// This system's counter towards the bank.
  public let number: Int
  /// `SYSTEM-NNNNNNNNN`
  public let packageId: String
  /// RECEIPT, SETTLEMENT …
  public let messageType: String
  /// When it was made.
  public let createdAt: Instant
  /// The bank's package that it answers, if it is a receipt.
  public let answers: String?
  /// The receipt that it repeats under a new number.
  public let reissueOf: String?
  /// The bank's own receipt, if it came; the last one when there are several.
  public let reply: Reply?

  /// A bank's receipt for a package of ours.
  public struct Reply: Hashable, Sendable {
    /// The bank's package that brought it.
    public let packageId: String
    /// ACCEPTED, PARTIAL, REJECTED or DUPLICATE.
    public let status: String
    /// When it was taken.
    public let at: Instant
  }
}

extension LedgerSession {
  /// Every outgoing package to a bank, in ascending number.
  public func sentPackages(to bank: Bank) throws -> [SentPackage] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT o.number, o.package_id, o.message_type, o.created_at,
          answered.package_id AS answers, original.package_id AS reissue_of,
          brought.package_id AS reply_package, r.status AS reply_status,
          brought.received_at AS reply_at
        FROM outbox AS o
        LEFT JOIN reissue ON reissue.bank = o.bank AND reissue.number = o.number
        LEFT JOIN outbox AS original
          ON original.bank = reissue.bank AND original.number = reissue.original
        LEFT JOIN package AS answered ON answered.seq = IFNULL(o.answers, original.answers)
        LEFT JOIN bank_reply AS r ON r.package =
          (SELECT MAX(package) FROM bank_reply WHERE bank = o.bank AND number = o.number)
        LEFT JOIN package AS brought ON brought.seq = r.package
        WHERE o.bank = ? ORDER BY o.number
        """, arguments: [bank.id]
    ).map(Self.sent)
  }

  private static func sent(_ row: Row) -> SentPackage {
    var reply: SentPackage.Reply?
    if let packageId = row["reply_package"] as String?, let at = row.instant("reply_at") {
      reply = SentPackage.Reply(packageId: packageId, status: row["reply_status"], at: at)
    }
    return SentPackage(
      number: row["number"], packageId: row["package_id"], messageType: row["message_type"],
      createdAt: Instant(seconds: row["created_at"]), answers: row["answers"],
      reissueOf: row["reissue_of"], reply: reply)
  }

  /// Whether the bank took an outgoing package: one of its receipts, not necessarily the last, said
  /// anything but REJECTED.
  public func isTaken(_ number: Int, by bank: Bank) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM bank_reply
          WHERE bank = ? AND number = ? AND status <> 'REJECTED')
        """, arguments: [bank.id, number]) ?? false
  }

  /// Keeps a bank's receipt for an outgoing package; `package` is the delivery that brought it.
  public func keepReply(
    to number: Int, of bank: Bank, status: String, package: Int64
  ) throws {
    try run(
      "INSERT INTO bank_reply (package, bank, number, status) VALUES (?, ?, ?, ?)",
      [package, bank.id, number, status])
  }

  /// The first receipt since an instant for a delivery of this name that no key verified, whose
  /// manifest had this digest, and which `isSame` recognizes; nil when there is none.
  public func answerToNoise(
    _ packageId: String, manifestDigest: String?, of bank: Bank, since: Instant,
    isSame: (OutboxEntry) throws -> Bool
  ) throws -> String? {
    // Deliveries that got no receipt drop out by the join; the first of a day mostly has one.
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT o.* FROM package AS p CROSS JOIN outbox AS o ON o.answers = p.seq
        WHERE p.bank = ? AND p.package_id = ? AND p.received_at >= ? AND p.key_id IS NULL
          AND p.manifest_digest IS ?
        ORDER BY p.seq
        """, arguments: [bank.id, packageId, since.seconds, manifestDigest])
    while let row = try rows.next() {
      let answer = Self.outbox(row)
      if try isSame(answer) { return answer.packageId }
    }
    return nil
  }
}
