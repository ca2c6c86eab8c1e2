import GRDB
public import LoanBook
public import Quantities

extension LedgerSession {
  /// Every version of a bank's record, oldest first.
  public func versions(of recordId: RecordId, bank: Bank) throws -> [RecordVersion] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT version, action, type, note_no, digest FROM record
        WHERE bank = ? AND record_id = ? ORDER BY version
        """)
    return try Row.fetchAll(statement, arguments: [bank.id, recordId.text]).map { row in
      RecordVersion(
        version: row["version"], action: try row.word("action"), type: try row.word("type"),
        noteNo: try row.parsedIfThere("note_no", NoteNo.init), digest: row.bytes("digest") ?? [])
    }
  }

  /// Keeps a record: the fact itself, what it supersedes, and the projection of its notes.
  ///
  /// - Returns: the record's place in the order of arrival.
  @discardableResult
  public func keep(
    _ accepted: AcceptedRecord, package: Int64, bank: Bank, at: Instant
  ) throws -> Int64 {
    let record = accepted.record
    try run(
      """
      INSERT INTO record
        (package, position, bank, record_id, version, action, type, note_no, digest)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        package, accepted.position, bank.id, record.recordId.text, record.version,
        record.action.rawValue, record.fact.type.rawValue, record.fact.noteNo?.text,
        accepted.digest.databaseValue,
      ])
    let seq = db.lastInsertedRowID
    if record.version > 1 { try supersede(record, bank: bank, at: at) }
    if record.action != .cancel { try keep(record, seq: seq, bank: bank, at: at) }
    for (noteNo, state) in accepted.states {
      try project(state, of: noteNo, bank: bank)
    }
    return seq
  }

  /// Ends what the version before stated.
  private func supersede(_ record: FactRecord, bank: Bank, at: Instant) throws {
    let before = try Int64.fetchOne(
      db.cachedStatement(
        sql: "SELECT seq FROM record WHERE bank = ? AND record_id = ? AND version = ?"),
      arguments: [bank.id, record.recordId.text, record.version - 1])
    switch record.fact {
    case .disbursement:
      try run(
        "UPDATE disbursement SET known_until = ? WHERE record = ? AND known_until IS NULL",
        [at.seconds, before])
      try run("UPDATE note SET disbursement = NULL WHERE disbursement = ?", [before])
    case .event:
      try run(
        "UPDATE event SET known_until = ? WHERE record = ? AND known_until IS NULL",
        [at.seconds, before])
    case .claim:
      try run(
        "UPDATE claim SET known_until = ? WHERE record = ? AND known_until IS NULL",
        [at.seconds, before])
    case .decision: break
    }
  }

  private func keep(_ record: FactRecord, seq: Int64, bank: Bank, at: Instant) throws {
    switch record.fact {
    case .disbursement(let terms): try keep(terms, seq: seq, bank: bank, at: at)
    case .event(let noteNo, let event):
      try keep(event, recordId: record.recordId, of: noteNo, seq: seq, bank: bank, at: at)
    case .claim(let claim): try keep(claim, seq: seq, bank: bank, at: at)
    case .decision: break
    }
  }

  private func keep(
    _ event: NoteEvent, recordId: RecordId, of noteNo: NoteNo, seq: Int64, bank: Bank,
    at: Instant
  ) throws {
    let columns = EventColumns(event.kind)
    try run(
      """
      INSERT INTO event
        (record, note, record_id, day, kind, amount, interest, penalty, rate, new_due_on, basis,
         known_from)
      VALUES (?, (SELECT id FROM note WHERE bank = ? AND note_no = ?),
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        seq, bank.id, noteNo.text, recordId.text, event.on.number, event.kind.type.rawValue,
        columns.amount, columns.interest, columns.penalty, columns.rate, columns.newDueOn,
        columns.basis, at.seconds,
      ])
  }

  private func keep(_ claim: Claim, seq: Int64, bank: Bank, at: Instant) throws {
    try run(
      """
      INSERT INTO claim
        (record, bank, note_no, period, days, closing_balance, interest, subsidy,
         interest_paid_on, account_name, account_bank, account_number, known_from)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        seq, bank.id, claim.noteNo.text, claim.period.description, claim.days,
        claim.closingBalance.value, claim.interest.value, claim.subsidy.value,
        claim.interestPaidOn?.number, claim.payeeAccount?.name.revealed, claim.payeeAccount?.bank,
        claim.payeeAccount?.number.revealed, at.seconds,
      ])
  }

  private func keep(_ terms: Disbursement, seq: Int64, bank: Bank, at: Instant) throws {
    let person = try personId(terms.borrower.idNumber)
    try run(
      """
      INSERT INTO note
        (bank, note_no, disbursement, contract_no, person, town, amount, disbursed_on, balance,
         due_on)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (bank, note_no) DO UPDATE SET disbursement = excluded.disbursement,
        contract_no = excluded.contract_no, person = excluded.person, town = excluded.town,
        amount = excluded.amount, disbursed_on = excluded.disbursed_on,
        balance = excluded.balance, due_on = excluded.due_on, overdue_since = NULL,
        compensated_on = NULL, repaid_on = NULL
      """,
      [
        bank.id, terms.noteNo.text, seq, terms.contractNo.text, person, terms.project.town,
        terms.amount.value, terms.disbursedOn.number, terms.amount.value, terms.dueOn.number,
      ])
    try run(LedgerSession.insertDisbursement, terms.arguments(seq, person, bank, at))
  }

  private func personId(_ number: IdentityNumber) throws -> Int64 {
    let text = number.text.revealed
    let known = try db.cachedStatement(sql: "SELECT id FROM person WHERE id_number = ?")
    if let id = try Int64.fetchOne(known, arguments: [text]) { return id }
    try run("INSERT INTO person (id_number) VALUES (?)", [text])
    return db.lastInsertedRowID
  }

  private func project(_ state: NoteState, of noteNo: NoteNo, bank: Bank) throws {
    try run(
      """
      UPDATE note SET balance = ?, due_on = ?, overdue_since = ?, compensated_on = ?,
        repaid_on = ?
      WHERE bank = ? AND note_no = ?
      """,
      [
        state.balance.value, state.dueOn.number, state.overdueSince?.number,
        state.compensatedOn?.number, state.repaidOn?.number, bank.id, noteNo.text,
      ])
  }
}
