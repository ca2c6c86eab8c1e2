public import LoanBook
public import Quantities

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
    let address = Desk.Address(bank: bank.id, noteNo: noteNo)
    guard let knownAt else { return try entry(address, bank).history }
    return try entry(address, bank).row.flatMap { try history(ofRow: $0, known: knownAt) }
  }

  /// Notes in the order of bank and number, as they stand now.
  public func forEachNote(_ filter: NoteFilter, _ body: (NoteHistory) throws -> Void) throws {
    let query = try Query(
      own: LedgerSession.select + LedgerSession.tables + """
         WHERE d.known_until IS NULL AND (?1 IS NULL OR b.code = ?1)
          AND (?2 IS NULL OR d.town = ?2)
        ORDER BY b.code, n.note_no
        """, db)
    query.bind(filter.bank?.text)
    query.bind(filter.town)
    while var row = try query.row() {
      try body(try history(&row, known: LedgerSession.endOfTime).history)
    }
  }

  /// The number of notes that stand.
  public func noteCount() throws -> Int {
    let query = try Query(db, "SELECT COUNT(*) FROM note WHERE disbursement IS NOT NULL")
    guard var row = try query.row() else { return 0 }
    return row.int()
  }

  /// Which of the contracts of this bank with this person a contract is, by the first day of
  /// disbursement: what the bank itself can count. At most 100, which is more than any that can be
  /// stated (EXCHANGE §3).
  public func useOrdinal(
    of terms: Disbursement, bank: Bank
  ) throws -> Int {
    guard let person = try knownPerson(terms.borrower.idNumber) else { return 1 }
    // Counted here: a person has few contracts, and for DISTINCT SQLite makes a table each time.
    let query = try query(
      """
      SELECT contract_no FROM disbursement
      WHERE person = ? AND bank = ? AND known_until IS NULL AND contract_no <> ?
        AND disbursed_on < ?
      """)
    query.bind(person)
    query.bind(bank.id)
    query.bind(terms.contractNo.text)
    query.bind(terms.disbursedOn.number)
    var contracts: Set<String> = []
    while contracts.count < 99, var row = try query.row() { contracts.insert(row.text()) }
    return contracts.count + 1
  }

  // MARK: Reading histories

  /// Later than every instant on file.
  static let endOfTime = Instant(seconds: Int64.max)

  static let select = """
    SELECT d.note, d.bank, d.person, b.code, r.record_id, \(Disbursement.columns)
    """
  /// In this order of joins: each is a step to one row by its key.
  static let tables = """
     FROM disbursement d CROSS JOIN note n ON n.id = d.note CROSS JOIN bank b ON b.id = d.bank
    CROSS JOIN person p ON p.id = d.person CROSS JOIN record r ON r.seq = d.record
    """

  private static let noteOfRow =
    select + tables + " WHERE d.note = ?1 AND \(stands("d", at: 2))"
  private static let eventsOfNote = """
    SELECT \(RecordedEvent.columns) FROM event e
    WHERE e.note = ?1 AND \(stands("e", at: 2)) ORDER BY e.day
    """

  /// What hangs on a row of ``select``.
  struct Keys {
    let note: Int64
    let bank: Int64
    let person: Int64
  }

  /// Reads a row of ``select`` with the note's events and what the bureau knew.
  func history(
    _ row: inout Columns, known: Instant
  ) throws -> (history: NoteHistory, keys: Keys) {
    let keys = Keys(note: row.int64(), bank: row.int64(), person: row.int64())
    let bank = try row.parsed("bank.code", PartyCode.init)
    let record = try row.parsed("record.record_id", RecordId.init)
    let terms = try Disbursement(&row)
    let history = NoteHistory(
      key: NoteKey(bank: bank, noteNo: terms.noteNo), disbursementRecord: record, terms: terms,
      events: try events(of: keys.note, known: known),
      bureau: try bureauKnowledge(of: terms.noteNo, bankId: keys.bank, knownAt: known))
    return (history, keys)
  }

  /// The history of the note in a row of the table `note`.
  func history(ofRow note: Int64, known: Instant) throws -> NoteHistory? {
    let query = try Query(db, LedgerSession.noteOfRow)
    query.bind(note)
    query.bind(known.seconds)
    guard var row = try query.row() else { return nil }
    return try history(&row, known: known).history
  }

  private func events(of note: Int64, known: Instant) throws -> [RecordedEvent] {
    let query = try Query(db, LedgerSession.eventsOfNote)
    query.bind(note)
    query.bind(known.seconds)
    var events: [RecordedEvent] = []
    while var row = try query.row() { events.append(try RecordedEvent(&row)) }
    return events
  }

  /// The condition that a fact of `table` stood at the instant that is bound at a place: known
  /// by then, and not yet ended. What came and ended in one second never stood.
  static func stands(_ table: String, at place: Int) -> String {
    "\(table).known_from <= ?\(place) AND "
      + "(\(table).known_until IS NULL OR \(table).known_until > ?\(place))"
  }
}
