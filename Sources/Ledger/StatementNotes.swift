public import LoanBook
public import Quantities

/// What statements tell of a note beside its line in a run. SUBSIDY §6.
public struct StatementNote: Sendable {
  /// The terms.
  public let terms: Disbursement
  /// The record that disbursed the loan.
  public let disbursementRecord: RecordId
  /// Which use of the policy it is by the ledger's own count. SUBSIDY §3.2 d.
  public let countedUse: Int
}

extension LedgerSession {
  /// The terms of a note as known at an instant; nil when it did not stand then.
  public func statementNote(
    _ noteNo: NoteNo, of bank: Bank, knownAt: Instant
  ) throws -> StatementNote? {
    guard let number = try noteRow(noteNo, of: bank) else { return nil }
    let query = try Query(db, LedgerSession.statementNote)
    query.bind(number)
    query.bind(knownAt.seconds)
    guard var row = try query.row() else { return nil }
    let (_, _, person) = (row.int64(), row.int64(), row.int64())
    let code = try row.parsed("bank.code", PartyCode.init)
    let record = try row.parsed("record.record_id", RecordId.init)
    let terms = try Disbursement(&row)
    let contracts = try contracts(of: person, known: knownAt)
    let own = contracts.first { $0.bank == code && $0.contractNo == terms.contractNo }
    return StatementNote(
      terms: terms, disbursementRecord: record,
      countedUse: own.map { own in 1 + contracts.count { $0 < own } } ?? 1)
  }

  /// The kind of a note's borrower as known at an instant; nil when the note did not stand then.
  public func borrowerKind(
    _ noteNo: NoteNo, of bank: Bank, knownAt: Instant
  ) throws -> BorrowerKind? {
    let query = try Query(db, LedgerSession.kindOfNote)
    query.bind(bank.id)
    query.bind(noteNo.text)
    query.bind(knownAt.seconds)
    guard var row = try query.row() else { return nil }
    return try row.word("disbursement.kind") as BorrowerKind
  }

  /// Who borrowed by a record, even where it is cancelled: the name in its last version that was
  /// known at an instant; nil when there was none.
  public func borrowerName(
    disbursedBy record: RecordId, of bank: Bank, knownAt: Instant
  ) throws -> String? {
    let query = try Query(db, LedgerSession.nameByRecord)
    query.bind(bank.id)
    query.bind(record.text)
    query.bind(knownAt.seconds)
    guard var row = try query.row() else { return nil }
    return row.text()
  }

  /// Every note that stood at an instant with its events of then, bank by bank.
  public func forEachNote(knownAt: Instant, _ body: (NoteHistory) throws -> Void) throws {
    let query = try Query(
      own: LedgerSession.select + LedgerSession.tables
        + " WHERE \(LedgerSession.stands("d", at: 1)) ORDER BY d.bank", db)
    query.bind(knownAt.seconds)
    while var row = try query.row() { try body(try history(&row, known: knownAt).history) }
  }

  /// The line at a place of a run; nil when there is none.
  public func line(at position: Int, of run: RunEntry) throws -> RunLine? {
    let query = try Query(
      db, "SELECT \(RunLine.columns) FROM run_line l WHERE l.run = ? AND l.position = ?")
    query.bind(run.id)
    query.bind(position)
    guard var row = try query.row() else { return nil }
    return RunLine(&row)
  }

  /// 累计贴息: what approved runs of earlier quarters and this run make payable of a loan. The
  /// lines of another loan that bore the same number do not count.
  public func payableSoFar(
    _ noteNo: NoteNo, of bank: Bank, disbursedBy record: RecordId, upTo run: RunEntry
  ) throws -> Fen {
    let query = try Query(db, LedgerSession.payableSoFar)
    query.bind(bank.code.text)
    query.bind(noteNo.text)
    query.bind(run.period.description)
    query.bind(run.id)
    query.bind(record.text)
    guard var row = try query.row() else { return .zero }
    return row.fen()
  }

  private static let statementNote =
    select + tables + " WHERE d.note = ?1 AND \(stands("d", at: 2))"
  private static let kindOfNote = """
    SELECT d.kind FROM note n JOIN disbursement d ON d.note = n.id
    WHERE n.bank = ?1 AND n.note_no = ?2 AND \(stands("d", at: 3))
    """
  private static let nameByRecord = """
    SELECT d.borrower_name FROM record r JOIN disbursement d ON d.record = r.seq
    WHERE r.bank = ? AND r.record_id = ? AND d.known_from <= ? ORDER BY r.seq DESC LIMIT 1
    """
  private static let payableSoFar = """
    SELECT COALESCE(SUM(l.payable), 0) FROM run_line l CROSS JOIN run r ON r.id = l.run
    WHERE l.bank = ?1 AND l.note_no = ?2
      AND (r.id = ?4 OR (r.period < ?3 AND r.state IN ('APPROVED', 'PAID')))
      AND json_extract(l.detail, '$.disbursementRecord') = ?5
    """

  private func noteRow(_ noteNo: NoteNo, of bank: Bank) throws -> Int64? {
    let query = try Query(db, "SELECT id FROM note WHERE bank = ? AND note_no = ?")
    query.bind(bank.id)
    query.bind(noteNo.text)
    guard var row = try query.row() else { return nil }
    return row.int64()
  }
}
