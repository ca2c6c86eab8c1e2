public import LoanBook
public import Quantities

/// A claim as the ledger has it.
public struct RecordedClaim: Hashable, Sendable {
  /// The record that states it.
  public let recordId: RecordId
  /// Counts up with arrival.
  public let arrival: Int64
  /// What it states.
  public let claim: Claim
}

extension LedgerSession {
  /// Whether another record of the bank claims for the note and period.
  public func claims(
    _ claim: Claim, of bank: Bank, besides recordId: RecordId
  ) throws -> Bool {
    let query = try query(
      """
      SELECT 1 FROM claim
      WHERE bank = ? AND note_no = ? AND period = ? AND known_until IS NULL AND record_id <> ?
      """)
    query.bind(bank.id)
    query.bind(claim.noteNo.text)
    query.bind(claim.period.description)
    query.bind(recordId.text)
    return try query.row() != nil
  }

  /// Claims of a period for notes that are not on file or cancelled, note by note.
  public func forEachClaimWithoutNote(
    period: Quarter, knownAt: Instant,
    _ body: ((key: NoteKey, claims: [RecordedClaim], resolutions: [Resolution])) throws -> Void
  ) throws {
    let query = try Query(
      own: """
        SELECT DISTINCT b.id, b.code, c.note_no FROM claim c JOIN bank b ON b.id = c.bank
        WHERE c.period = ?2 AND \(LedgerSession.stands("c", at: 1))
          AND NOT EXISTS (
            SELECT 1 FROM note n JOIN disbursement d ON d.note = n.id
            WHERE n.bank = c.bank AND n.note_no = c.note_no
              AND \(LedgerSession.stands("d", at: 1)))
        ORDER BY b.code, c.note_no
        """, db)
    query.bind(knownAt.seconds)
    query.bind(period.description)
    while var row = try query.row() {
      let bank = row.int64()
      let key = NoteKey(
        bank: try row.parsed("bank.code", PartyCode.init),
        noteNo: try row.parsed("claim.note_no", NoteNo.init))
      let claims = try claims(for: key.noteNo, bankId: bank, period: period, known: knownAt)
      try body((key, claims, try resolutions(of: key, bankId: bank, known: knownAt)))
    }
  }

  private static let claimsOfNote = """
    SELECT c.record, c.record_id, c.period, c.days, c.closing_balance, c.interest, c.subsidy,
      c.interest_paid_on, c.account_name, c.account_bank, c.account_number
    FROM claim c
    WHERE c.bank = ?1 AND c.note_no = ?2 AND (?3 IS NULL OR c.period = ?3)
      AND \(stands("c", at: 4))
    ORDER BY c.record
    """

  /// Claims for a note number; of every period without one.
  func claims(
    for noteNo: NoteNo, bankId: Int64, period: Quarter? = nil, known: Instant
  ) throws -> [RecordedClaim] {
    let query = try Query(db, LedgerSession.claimsOfNote)
    query.bind(bankId)
    query.bind(noteNo.text)
    query.bind(period?.description)
    query.bind(known.seconds)
    var claims: [RecordedClaim] = []
    while var row = try query.row() {
      let arrival = row.int64()
      let recordId = try row.parsed("claim.record_id", RecordId.init)
      let period = try row.parsed("claim.period") { Quarter($0) }
      claims.append(
        RecordedClaim(
          recordId: recordId, arrival: arrival,
          claim: Claim(&row, noteNo: noteNo, period: period)))
    }
    return claims
  }
}

extension Claim {
  init(_ row: inout Columns, noteNo: NoteNo, period: Quarter) {
    self.init(
      noteNo: noteNo, period: period, days: row.int(), closingBalance: row.fen(),
      interest: row.fen(), subsidy: row.fen(), interestPaidOn: row.dayIfThere(),
      payeeAccount: nil)
    // The schema has all three or none.
    if let name = row.personal(), let bank = row.textIfThere(), let number = row.personal() {
      payeeAccount = PayeeAccount(name: name, bank: bank, number: number)
    }
  }
}
