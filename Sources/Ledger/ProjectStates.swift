import GRDB
public import LoanBook
public import Quantities

/// Whose project is deregistered or closed.
public enum ProjectSubject: Hashable, Sendable {
  /// One note.
  case note(NoteKey)
  /// An entity, with every note that bears its social credit code, now or later.
  case entity(SocialCreditCode)
}

extension [ProjectSubject: ProjectState] {
  /// The state of a note's project: what is known of the note itself goes before what is known of
  /// its entity. Nil when nothing was recorded.
  public func state(of history: NoteHistory) -> ProjectState? {
    ProjectSubject.all(of: history).lazy.compactMap { self[$0] }.first
  }
}

extension ProjectSubject {
  /// The note, its project's entity, and the enterprise that borrows.
  fileprivate static func all(of history: NoteHistory) -> [ProjectSubject] {
    var subjects: [ProjectSubject] = [.note(history.key)]
    if let code = history.terms.project.socialCreditCode { subjects.append(.entity(code)) }
    if case .entity(let code) = history.terms.borrower.idNumber {
      subjects.append(.entity(code))
    }
    return subjects
  }
}

extension LedgerSession {
  /// Keeps what became of a project, with its reason.
  public func keep(
    _ state: ProjectState, of subject: ProjectSubject, reason: String, by: String, at: Instant
  ) throws {
    var note: (bank: Int64, noteNo: String)?
    var code: String?
    switch subject {
    case .note(let key):
      guard let bank = try bank(key.bank) else { throw DamagedColumn(column: "bank.code") }
      note = (bank.id, key.noteNo.text)
    case .entity(let entity): code = entity.text
    }
    try run(
      """
      INSERT INTO project_state (bank, note_no, uscc, state, day, reason, made_by, known_from)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        note?.bank, note?.noteNo, code, state.code, state.day?.number, reason, by, at.seconds,
      ])
  }

  /// The standing notes that bear one of some codes, in the order of bank and number.
  public func notes(ofEntities codes: Set<String>) throws -> [NoteKey] {
    let query = try Query(
      db,
      """
      SELECT b.code, n.note_no, d.uscc, iif(d.kind = 'ENTERPRISE', p.id_number, NULL)
      FROM disbursement d JOIN note n ON n.id = d.note JOIN bank b ON b.id = d.bank
      JOIN person p ON p.id = d.person
      WHERE d.known_until IS NULL AND (d.uscc IS NOT NULL OR d.kind = 'ENTERPRISE')
      ORDER BY b.code, n.note_no
      """)
    var found: [NoteKey] = []
    while var row = try query.row() {
      let key = NoteKey(
        bank: try row.parsed("bank.code", PartyCode.init),
        noteNo: try row.parsed("note.note_no", NoteNo.init))
      let own = [row.textIfThere(), row.textIfThere()]
      if own.contains(where: { $0.map(codes.contains) ?? false }) { found.append(key) }
    }
    return found
  }

  /// What was known at an instant of each project of which anything was recorded.
  public func projectStates(knownAt: Instant) throws -> [ProjectSubject: ProjectState] {
    let query = try Query(
      db,
      """
      SELECT b.code, s.note_no, s.uscc, s.state, s.day
      FROM project_state s LEFT JOIN bank b ON b.id = s.bank
      WHERE s.known_from <= ? ORDER BY s.seq
      """)
    query.bind(knownAt.seconds)
    var states: [ProjectSubject: ProjectState] = [:]
    while var row = try query.row() {
      let bank = try row.parsedIfThere("bank.code", PartyCode.init)
      let noteNo = try row.parsedIfThere("project_state.note_no", NoteNo.init)
      let entity = try row.parsedIfThere("project_state.uscc", SocialCreditCode.init)
      let (code, day) = (row.text(), row.dayIfThere())
      guard let state = ProjectState(code: code, day: day) else {
        throw DamagedColumn(column: "project_state.state")
      }
      if let bank, let noteNo {
        states[.note(NoteKey(bank: bank, noteNo: noteNo))] = state
      } else if let entity {
        states[.entity(entity)] = state
      }
    }
    return states
  }
}
