import GRDB
public import LoanBook
public import Quantities

extension LedgerSession {
  /// Whether another record of the bank claims for the note and period.
  public func claims(
    _ claim: Claim, of bank: Bank, besides recordId: RecordId
  ) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: """
        SELECT EXISTS (SELECT 1 FROM claim JOIN record ON seq = record
          WHERE claim.bank = ? AND claim.note_no = ? AND period = ? AND known_until IS NULL
            AND record_id <> ?)
        """)
    return try Bool.fetchOne(
      statement,
      arguments: [bank.id, claim.noteNo.text, claim.period.description, recordId.text]) ?? false
  }

  /// Claims of a period for notes that are not on file or cancelled, note by note.
  public func claimsWithoutNote(
    period: Quarter, knownAt: Instant
  ) throws -> [(key: NoteKey, claims: [RecordedClaim])] {
    let known = knownAt.seconds
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT DISTINCT bank.id, code, claim.note_no FROM claim JOIN bank ON bank.id = claim.bank
        WHERE period = :period AND known_from <= :known
          AND (known_until IS NULL OR known_until > :known)
          AND NOT EXISTS (
            SELECT 1 FROM disbursement d JOIN note n ON n.id = d.note
            WHERE n.bank = claim.bank AND n.note_no = claim.note_no AND d.known_from <= :known
              AND (d.known_until IS NULL OR d.known_until > :known))
        ORDER BY code, claim.note_no
        """, arguments: ["period": period.description, "known": known])
    return try rows.map { row in
      let noteNo = try row.parsed("note_no", NoteNo.init)
      let key = NoteKey(bank: try row.parsed("code", PartyCode.init), noteNo: noteNo)
      return (
        key, try claims(for: noteNo, bankId: row["id"], period: period, known: known)
      )
    }
  }

  func claims(
    for noteNo: NoteNo, bankId: Int64, period: Quarter, known: Int64
  ) throws -> [RecordedClaim] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT claim.*, record_id FROM claim JOIN record ON seq = record
        WHERE claim.bank = ? AND claim.note_no = ? AND period = ? AND known_from <= ?
          AND (known_until IS NULL OR known_until > ?) ORDER BY record
        """)
    let rows = try Row.fetchCursor(
      statement, arguments: [bankId, noteNo.text, period.description, known, known])
    var claims: [RecordedClaim] = []
    while let row = try rows.next() {
      claims.append(
        RecordedClaim(
          recordId: try row.parsed("record_id", RecordId.init), arrival: row["record"],
          claim: try Claim(row, noteNo: noteNo, period: period)))
    }
    return claims
  }
}

extension Claim {
  init(_ row: Row, noteNo: NoteNo, period: Quarter) throws {
    let account: PayeeAccount? =
      if let name = row.personal("account_name"), let number = row.personal("account_number"),
        let bank = row["account_bank"] as String?
      {
        PayeeAccount(name: name, bank: bank, number: number)
      } else { nil }
    self.init(
      noteNo: noteNo, period: period, days: row["days"],
      closingBalance: row.fen("closing_balance"), interest: row.fen("interest"),
      subsidy: row.fen("subsidy"), interestPaidOn: row.dayIfThere("interest_paid_on"),
      payeeAccount: account)
  }
}
