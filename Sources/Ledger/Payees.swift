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

  /// The name of a borrower in the bank's newest record of a loan, as known at an instant.
  public func borrowerName(of person: Int64, at bank: Bank, knownAt: Instant?) throws -> String? {
    let query = try Query(
      db,
      """
      SELECT borrower_name FROM disbursement
      WHERE person = ? AND bank = ? AND known_from <= ? ORDER BY record DESC LIMIT 1
      """)
    query.bind(person)
    query.bind(bank.id)
    query.bind((knownAt ?? LedgerSession.endOfTime).seconds)
    guard var row = try query.row() else { return nil }
    return row.text()
  }

  /// Where a borrower's subsidies go: the account in the newest claim of the bank for a note of
  /// the borrower that names one and stood at an instant. A bank amends its claim when the account
  /// was wrong.
  public func account(
    of person: Int64, at bank: Bank, knownAt: Instant?
  ) throws -> PayeeAccount? {
    let query = try Query(
      own: """
        SELECT c.account_name, c.account_bank, c.account_number
        FROM disbursement d JOIN note n ON n.id = d.note
        JOIN claim c ON c.bank = n.bank AND c.note_no = n.note_no
        WHERE d.person = ?2 AND d.bank = ?3 AND c.account_number IS NOT NULL
          AND \(LedgerSession.stands("c", at: 1))
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
