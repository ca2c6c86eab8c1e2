import GRDB
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

/// A note with all that a settlement of one quarter needs of it.
public struct SettlementCandidate: Sendable {
  /// Everything known of the note.
  public let history: NoteHistory
  /// Its claims for the quarter, in order of arrival.
  public let claims: [RecordedClaim]
  /// Whether the person has a note under another contract that runs in the same days of the
  /// quarter.
  public let overlapsOtherContract: Bool
}

/// What a list of notes is narrowed to.
public struct NoteFilter: Sendable {
  /// Only notes of this bank.
  public var bank: PartyCode?
  /// Only notes of this town.
  public var town: String?

  /// Lists all notes unless narrowed.
  public init(bank: PartyCode? = nil, town: String? = nil) {
    self.bank = bank
    self.town = town
  }
}

extension LedgerSession {
  /// A bank's note with its events, or nil when it is not on file or cancelled.
  ///
  /// `knownAt` asks for what was known then; nil for what is known now.
  public func note(_ noteNo: NoteNo, of bank: Bank, knownAt: Instant? = nil) throws
    -> NoteHistory?
  {
    let statement = try db.cachedStatement(
      sql: LedgerSession.terms + """
         WHERE n.bank = ? AND n.note_no = ? AND d.known_from <= ?
          AND (d.known_until IS NULL OR d.known_until > ?)
        """)
    let known = (knownAt ?? LedgerSession.endOfTime).seconds
    return try Row.fetchOne(statement, arguments: [bank.id, noteNo.text, known, known])
      .map { row in try history(row, bank: bank.code, knownAt: known) }
  }

  /// Every note known at an instant, contract by contract, in the order of bank, contract, day of
  /// disbursement and note number. SUBSIDY §3.3. With `only`, nothing but the contract that holds
  /// this note.
  public func forEachContract(
    settling period: Quarter, knownAt: Instant, holding only: NoteKey? = nil,
    _ body: ([SettlementCandidate]) throws -> Void
  ) throws {
    let (known, days) = (knownAt.seconds, period.days)
    let rows = try Row.fetchCursor(
      db,
      sql: LedgerSession.ranked + LedgerSession.termsWithUse + """
         WHERE d.known_from <= :known AND (d.known_until IS NULL OR d.known_until > :known)
          AND (:bank IS NULL OR (b.code = :bank AND d.contract_no IN (
            SELECT disbursement.contract_no FROM disbursement
            JOIN note ON note.id = disbursement.note
            WHERE note.bank = b.id AND note.note_no = :note)))
        ORDER BY d.bank, d.contract_no, d.disbursed_on, n.note_no
        """,
      arguments: [
        "known": known, "from": days.from.number, "to": days.to.number,
        "bank": only?.bank.text, "note": only?.noteNo.text,
      ])
    var contract: [SettlementCandidate] = []
    while let row = try rows.next() {
      let candidate = try candidate(row, period: period, known: known)
      if let first = contract.first?.history,
        first.key.bank != candidate.history.key.bank
          || first.terms.contractNo != candidate.history.terms.contractNo
      {
        try body(contract)
        contract.removeAll(keepingCapacity: true)
      }
      contract.append(candidate)
    }
    if !contract.isEmpty { try body(contract) }
  }

  /// Notes in the order of bank and number, as they stand now.
  public func forEachNote(_ filter: NoteFilter, _ body: (NoteHistory) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: LedgerSession.terms + """
         WHERE d.known_until IS NULL AND (:bank IS NULL OR b.code = :bank)
          AND (:town IS NULL OR d.town = :town)
        ORDER BY b.code, n.note_no
        """, arguments: ["bank": filter.bank?.text, "town": filter.town])
    while let row = try rows.next() {
      try body(
        history(
          row, bank: row.parsed("bank_code", PartyCode.init),
          knownAt: LedgerSession.endOfTime.seconds))
    }
  }

  /// The number of notes that stand.
  public func noteCount() throws -> Int {
    try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM note WHERE disbursement IS NOT NULL") ?? 0
  }

  /// Which of the contracts of this bank with this person a contract is, by the first day of
  /// disbursement: what the bank itself can count.
  public func useOrdinal(
    of terms: Disbursement, bank: Bank
  ) throws -> Int {
    let statement = try db.cachedStatement(
      sql: """
        SELECT COUNT(DISTINCT contract_no) FROM note JOIN person ON person.id = note.person
        WHERE note.bank = ? AND id_number = ? AND disbursement IS NOT NULL AND contract_no <> ?
          AND disbursed_on < ?
        """)
    let earlier = try Int.fetchOne(
      statement,
      arguments: [
        bank.id, terms.borrower.idNumber.text.revealed, terms.contractNo.text,
        terms.disbursedOn.number,
      ])
    return (earlier ?? 0) + 1
  }

  /// Later than every instant on file.
  static let endOfTime = Instant(seconds: Int64.max)

  static let columns = """
    SELECT d.*, n.note_no, b.code AS bank_code, p.id_number, r.record_id
    """
  static let tables = """
     FROM disbursement d JOIN note n ON n.id = d.note JOIN bank b ON b.id = d.bank
    JOIN person p ON p.id = d.person JOIN record r ON r.seq = d.record
    """
  static let terms = columns + tables

  /// Which loan of its person each contract is, over all banks. SUBSIDY §3.2 d.
  private static let ranked = """
    WITH contract AS (
      SELECT person, bank, contract_no, MIN(disbursed_on) AS day FROM disbursement
      WHERE known_from <= :known AND (known_until IS NULL OR known_until > :known)
      GROUP BY person, bank, contract_no
    ), ranked AS MATERIALIZED (
      SELECT person, bank, contract_no,
        ROW_NUMBER() OVER (PARTITION BY person ORDER BY day, bank, contract_no) AS counted_use
      FROM contract
    )
    """
  private static let termsWithUse =
    " " + columns + """
      , ranked.counted_use, EXISTS (
        SELECT 1 FROM note o WHERE o.person = d.person AND o.disbursement IS NOT NULL
          AND (o.bank <> d.bank OR o.contract_no <> d.contract_no)
          AND MAX(o.disbursed_on, d.disbursed_on, :from)
            < MIN(IFNULL(o.repaid_on, o.due_on), IFNULL(n.repaid_on, n.due_on), :to)
      ) AS overlaps
      """ + tables + """
       JOIN ranked ON ranked.person = d.person AND ranked.bank = d.bank
        AND ranked.contract_no = d.contract_no
      """

  private func candidate(_ row: Row, period: Quarter, known: Int64) throws -> SettlementCandidate {
    let bank = try row.parsed("bank_code", PartyCode.init)
    var history = try history(row, bank: bank, knownAt: known)
    history.countedUse = row["counted_use"]
    return SettlementCandidate(
      history: history,
      claims: try claims(
        for: history.key.noteNo, bankId: row["bank"], period: period, known: known),
      overlapsOtherContract: row["overlaps"])
  }

  func history(_ row: Row, bank: PartyCode, knownAt: Int64) throws -> NoteHistory {
    let terms = try Disbursement(row)
    return NoteHistory(
      key: NoteKey(bank: bank, noteNo: terms.noteNo),
      disbursementRecord: try row.parsed("record_id", RecordId.init), terms: terms,
      events: try events(of: row["note"], knownAt: knownAt),
      bureau: try bureauKnowledge(of: terms.noteNo, bankId: row["bank"], knownAt: knownAt))
  }

  private func events(of note: Int64, knownAt: Int64) throws -> [RecordedEvent] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT * FROM event WHERE note = ? AND known_from <= ?
          AND (known_until IS NULL OR known_until > ?) ORDER BY day
        """)
    let rows = try Row.fetchCursor(statement, arguments: [note, knownAt, knownAt])
    var events: [RecordedEvent] = []
    while let row = try rows.next() {
      events.append(
        RecordedEvent(
          recordId: try row.parsed("record_id", RecordId.init),
          event: try EventColumns.event(row), arrival: row["record"]))
    }
    return events
  }
}
