public import LoanBook
public import Quantities

extension LedgerSession {
  /// Every version of a bank's record, oldest first.
  public func versions(of recordId: RecordId, bank: Bank) throws -> [RecordVersion] {
    // Banks mostly count upwards: a number above all others needs no looking up.
    if try recordId.text > highestRecordId(of: bank) { return [] }
    let query = try query(
      """
      SELECT version, action, type, note_no, digest FROM record
      WHERE bank = ? AND record_id = ? ORDER BY version
      """)
    query.bind(bank.id)
    query.bind(recordId.text)
    var versions: [RecordVersion] = []
    while var row = try query.row() {
      versions.append(
        RecordVersion(
          version: row.int(), action: try row.word("record.action"),
          type: try row.word("record.type"),
          noteNo: try row.parsedIfThere("record.note_no", NoteNo.init), digest: row.bytes()))
    }
    return versions
  }

  private func highestRecordId(of bank: Bank) throws -> String {
    if let known = desk.highestRecordId[bank.id] { return known }
    let query = try query("SELECT MAX(record_id) FROM record WHERE bank = ?")
    query.bind(bank.id)
    var row = try query.row()
    let highest = row?.textIfThere() ?? ""
    desk.highestRecordId[bank.id] = highest
    return highest
  }

  /// Keeps a record: the fact itself, what it supersedes, and the projection of its notes.
  ///
  /// - Returns: the record's place in the order of arrival.
  @discardableResult
  public func keep(
    _ accepted: AcceptedRecord, package: Int64, bank: Bank, at: Instant
  ) throws -> Int64 {
    let record = accepted.record
    let seq = try insert(accepted, package: package, bank: bank)
    if record.version > 1 { try supersede(record, bank: bank, at: at) }
    if record.action != .cancel { try keep(record, seq: seq, bank: bank, at: at) }
    for (noteNo, state) in accepted.states {
      // What a disbursement begins with is written with it.
      if case .disbursement(let terms) = record.fact, state == NoteState(terms) { continue }
      try entry(Desk.Address(bank: bank.id, noteNo: noteNo), bank).state = state
    }
    return seq
  }

  private func insert(
    _ accepted: AcceptedRecord, package: Int64, bank: Bank
  ) throws -> Int64 {
    let record = accepted.record
    if let highest = desk.highestRecordId[bank.id], record.recordId.text > highest {
      desk.highestRecordId[bank.id] = record.recordId.text
    }
    let query = try query(
      """
      INSERT INTO record
        (package, position, bank, record_id, version, action, type, note_no, digest)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    query.bind(package)
    query.bind(accepted.position)
    query.bind(bank.id)
    query.bind(record.recordId.text)
    query.bind(record.version)
    query.bind(record.action.rawValue)
    query.bind(record.fact.type.rawValue)
    query.bind(record.fact.noteNo?.text)
    query.bind(accepted.digest)
    return try query.insert()
  }

  /// Ends what the version before stated. The notes that either speaks of are read anew.
  private func supersede(_ record: FactRecord, bank: Bank, at: Instant) throws {
    guard let before = try versionBefore(record, bank) else { return }
    try writeProjections()
    for noteNo in [before.noteNo, record.fact.noteNo] {
      guard let noteNo else { continue }
      desk[Desk.Address(bank: bank.id, noteNo: noteNo)] = nil
    }
    switch record.fact {
    case .disbursement:
      try end("disbursement", before.seq, at)
      let query = try Query(
        db,
        """
        UPDATE note SET disbursement = NULL
        WHERE id = (SELECT note FROM disbursement WHERE record = ?1) AND disbursement = ?1
        """)
      query.bind(before.seq)
      try query.run()
    case .event: try end("event", before.seq, at)
    case .claim: try end("claim", before.seq, at)
    case .decision: break
    }
  }

  private func versionBefore(
    _ record: FactRecord, _ bank: Bank
  ) throws -> (seq: Int64, noteNo: NoteNo?)? {
    let query = try query(
      "SELECT seq, note_no FROM record WHERE bank = ? AND record_id = ? AND version = ?")
    query.bind(bank.id)
    query.bind(record.recordId.text)
    query.bind(record.version - 1)
    guard var row = try query.row() else { return nil }
    return (row.int64(), try row.parsedIfThere("record.note_no", NoteNo.init))
  }

  private func end(_ table: String, _ record: Int64, _ at: Instant) throws {
    let query = try Query(
      db, "UPDATE \(table) SET known_until = ? WHERE record = ? AND known_until IS NULL")
    query.bind(at.seconds)
    query.bind(record)
    try query.run()
  }

  private func keep(_ record: FactRecord, seq: Int64, bank: Bank, at: Instant) throws {
    switch record.fact {
    case .disbursement(let terms): try keep(terms, record, seq: seq, bank: bank, at: at)
    case .event(let noteNo, let event):
      let entry = try entry(Desk.Address(bank: bank.id, noteNo: noteNo), bank)
      let recorded = RecordedEvent(recordId: record.recordId, event: event, arrival: seq)
      try insert(recorded, entry.row, at)
      entry.history?.insert(recorded)
    case .claim(let claim): try keep(claim, record.recordId, seq: seq, bank: bank, at: at)
    case .decision: break
    }
  }

  private func insert(_ recorded: RecordedEvent, _ note: Int64?, _ at: Instant) throws {
    let columns = EventColumns(recorded.event.kind)
    let query = try query(
      """
      INSERT INTO event
        (record, note, record_id, day, kind, amount, interest, penalty, rate, new_due_on, basis,
         known_from)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    query.bind(recorded.arrival)
    query.bind(note)
    query.bind(recorded.recordId.text)
    query.bind(recorded.event.on.number)
    query.bind(recorded.event.kind.type.rawValue)
    query.bind(columns.amount)
    query.bind(columns.interest)
    query.bind(columns.penalty)
    query.bind(columns.rate)
    query.bind(columns.newDueOn)
    query.bind(columns.basis)
    query.bind(at.seconds)
    try query.run()
  }

  private func keep(
    _ claim: Claim, _ recordId: RecordId, seq: Int64, bank: Bank, at: Instant
  ) throws {
    let query = try query(
      """
      INSERT INTO claim
        (record, record_id, bank, note_no, period, days, closing_balance, interest, subsidy,
         interest_paid_on, account_name, account_bank, account_number, known_from)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    query.bind(seq)
    query.bind(recordId.text)
    query.bind(bank.id)
    query.bind(claim.noteNo.text)
    query.bind(claim.period.description)
    query.bind(claim.days)
    query.bind(claim.closingBalance.value)
    query.bind(claim.interest.value)
    query.bind(claim.subsidy.value)
    query.bind(claim.interestPaidOn?.number)
    query.bind(claim.payeeAccount?.name.revealed)
    query.bind(claim.payeeAccount?.bank)
    query.bind(claim.payeeAccount?.number.revealed)
    query.bind(at.seconds)
    try query.run()
  }

  private func keep(
    _ terms: Disbursement, _ record: FactRecord, seq: Int64, bank: Bank, at: Instant
  ) throws {
    let address = Desk.Address(bank: bank.id, noteNo: terms.noteNo)
    let before = try entry(address, bank).row
    let person = try personId(terms.borrower.idNumber)
    let note = try write(terms, of: person, seq: seq, bank: bank, row: before)
    let query = try query(Disbursement.insert)
    query.bind(seq)
    query.bind(note)
    query.bind(bank.id)
    query.bind(person)
    query.bind(at.seconds)
    terms.bind(to: query)
    try query.run()
    guard before == nil else {
      // Its number was used before: whatever hangs on it is read anew.
      desk[address] = nil
      return
    }
    desk[address] = Desk.Entry(
      row: note,
      history: NoteHistory(
        key: NoteKey(bank: bank.code, noteNo: terms.noteNo),
        disbursementRecord: record.recordId, terms: terms, events: []))
  }

  /// Writes the note that a disbursement now states: a new row, or the one its number has.
  private func write(
    _ terms: Disbursement, of person: Int64, seq: Int64, bank: Bank, row: Int64?
  ) throws -> Int64 {
    let query = try query(
      row == nil
        ? """
        INSERT INTO note
          (bank, note_no, disbursement, contract_no, person, town, amount, balance, disbursed_on,
           due_on)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9)
        """
        : """
        UPDATE note SET bank = ?1, note_no = ?2, disbursement = ?3, contract_no = ?4,
          person = ?5, town = ?6, amount = ?7, balance = ?7, disbursed_on = ?8, due_on = ?9,
          overdue_since = NULL, compensated_on = NULL, repaid_on = NULL
        WHERE id = ?10
        """)
    query.bind(bank.id)
    query.bind(terms.noteNo.text)
    query.bind(seq)
    query.bind(terms.contractNo.text)
    query.bind(person)
    query.bind(terms.project.town)
    query.bind(terms.amount.value)
    query.bind(terms.disbursedOn.number)
    query.bind(terms.dueOn.number)
    guard let row else { return try query.insert() }
    query.bind(row)
    try query.run()
    return row
  }

  private func personId(_ number: IdentityNumber) throws -> Int64 {
    if let person = try knownPerson(number) { return person }
    let query = try query("INSERT INTO person (id_number) VALUES (?)")
    query.bind(number.text.revealed)
    let row = try query.insert()
    desk.lastPerson = (number, row)
    return row
  }

  /// The person of a number, if one ever borrowed.
  func knownPerson(_ number: IdentityNumber) throws -> Int64? {
    if let last = desk.lastPerson, last.number == number { return last.row }
    let query = try query("SELECT id FROM person WHERE id_number = ?")
    query.bind(number.text.revealed)
    var row = try query.row()
    let person = row?.int64()
    desk.lastPerson = (number, person)
    return person
  }
}

extension NoteHistory {
  /// Puts an event into its place in the note's life.
  fileprivate mutating func insert(_ event: RecordedEvent) {
    // It arrived last; mostly it also happened after all others.
    let place = events.lastIndex { !RecordedEvent.precedes(event, $0) }.map { $0 + 1 } ?? 0
    events.insert(event, at: place)
  }
}
