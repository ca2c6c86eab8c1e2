import GRDB
public import LoanBook
public import Quantities

extension LedgerSession {
  /// Who borrowed by a record, as its last version known at an instant says, also where it was
  /// cancelled; nil when there was none. The row means the same person in every query.
  public func person(
    disbursedBy record: RecordId, of bank: Bank, knownAt: Instant
  ) throws -> Int64? {
    let query = try Query(
      db,
      """
      SELECT d.person FROM record r JOIN disbursement d ON d.record = r.seq
      WHERE r.bank = ? AND r.record_id = ? AND d.known_from <= ? ORDER BY r.seq DESC LIMIT 1
      """)
    query.bind(bank.id)
    query.bind(record.text)
    query.bind(knownAt.seconds)
    guard var row = try query.row() else { return nil }
    return row.int64()
  }

  /// The condition that no version of the disbursement `d`'s record came after it by the instant
  /// that is bound first: a version that was amended may have named somebody else.
  private static let isLastVersion = """
    NOT EXISTS (
      SELECT 1 FROM record a JOIN record b
        ON b.bank = a.bank AND b.record_id = a.record_id AND b.version > a.version
      JOIN disbursement e ON e.record = b.seq
      WHERE a.seq = d.record AND e.known_from <= ?1)
    """

  /// The name of a borrower in the bank's newest record of a loan, as known at an instant; of
  /// whom only versions speak that were amended since, in the newest of those.
  public func borrowerName(of person: Int64, at bank: Bank, knownAt: Instant?) throws -> String? {
    let query = try Query(
      db,
      """
      SELECT d.borrower_name FROM disbursement d
      WHERE d.known_from <= ?1 AND d.person = ?2 AND d.bank = ?3
      ORDER BY \(LedgerSession.isLastVersion) DESC, d.record DESC LIMIT 1
      """)
    query.bind((knownAt ?? LedgerSession.endOfTime).seconds)
    query.bind(person)
    query.bind(bank.id)
    guard var row = try query.row() else { return nil }
    return row.text()
  }

  /// Where a borrower's subsidies go: the account in the newest claim of the bank for a note of
  /// the borrower that names one and stood at an instant. A bank amends its claim when the account
  /// was wrong.
  ///
  /// Whose note it is, the last version of its record says. A number that was freed and given to
  /// another loan has claims of both: between a claim and the record of its loan nothing freed it.
  public func account(
    of person: Int64, at bank: Bank, knownAt: Instant?
  ) throws -> PayeeAccount? {
    let query = try Query(
      own: """
        SELECT c.account_name, c.account_bank, c.account_number
        FROM disbursement d JOIN note n ON n.id = d.note
        JOIN claim c ON c.bank = n.bank AND c.note_no = n.note_no
        WHERE d.person = ?2 AND d.bank = ?3 AND d.known_from <= ?1
          AND \(LedgerSession.isLastVersion) AND c.account_number IS NOT NULL
          AND \(LedgerSession.stands("c", at: 1))
          AND NOT EXISTS (
            -- The version after one of the number, cancelling it or naming another.
            SELECT 1 FROM disbursement o JOIN record a ON a.seq = o.record JOIN record b
              ON b.bank = a.bank AND b.record_id = a.record_id AND b.version = a.version + 1
            WHERE o.note = d.note
              AND b.seq BETWEEN min(c.record, d.record) AND max(c.record, d.record)
              AND NOT EXISTS (
                SELECT 1 FROM disbursement e WHERE e.record = b.seq AND e.note = o.note))
        ORDER BY c.record DESC LIMIT 1
        """, db)
    query.bind((knownAt ?? LedgerSession.endOfTime).seconds)
    query.bind(person)
    query.bind(bank.id)
    guard var row = try query.row(), let name = row.personal(), let branch = row.textIfThere(),
      let number = row.personal()
    else { return nil }
    return PayeeAccount(name: name, bank: branch, number: number)
  }

  /// Keeps where a bank's own subsidies go from now on; `digest` names the archive's file.
  public func keep(
    _ account: PayeeAccount, of bank: Bank, digest: String, by: String, at: Instant
  ) throws {
    try run(
      """
      INSERT INTO bank_account (bank, name, branch, number, digest, made_by, known_from)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        bank.id, account.name.revealed, account.bank, account.number.revealed, digest, by,
        at.seconds,
      ])
  }

  /// Where a bank's own subsidies go, as known at an instant.
  public func account(of bank: Bank, knownAt: Instant? = nil) throws -> PayeeAccount? {
    try Row.fetchOne(
      db,
      sql: """
        SELECT * FROM bank_account WHERE bank = ? AND known_from <= ? ORDER BY seq DESC LIMIT 1
        """, arguments: [bank.id, (knownAt ?? LedgerSession.endOfTime).seconds]
    ).map { row in
      PayeeAccount(
        name: PersonalText(row["name"]), bank: row["branch"], number: PersonalText(row["number"]))
    }
  }
}
