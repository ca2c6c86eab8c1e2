public import LoanBook
public import Quantities

/// A note with what the adjustment of earlier quarters needs of it. SUBSIDY §4.
public struct AdjustmentCandidate: Sendable {
  /// Everything known of the note.
  public let history: NoteHistory
  /// What an official must look at, with its days.
  public let flagged: [FlaggedDays]
  /// What hangs on its number.
  public let number: NumberOnFile
}

/// What hangs on a note number, whichever note bore it and whether one bears it.
public struct NumberOnFile: Sendable {
  /// The number.
  public let key: NoteKey
  /// The claims for it that stand, of every period, in order of arrival.
  public let claims: [RecordedClaim]
  /// What was decided, of every period.
  public let resolutions: [Resolution]
  /// What was paid before this system, of every period.
  public let payments: [OpeningPaymentEntry]
  /// The lines of approved runs, oldest run first.
  public let lines: [(run: RunEntry, line: RunLine)]
  /// Versions of records that spoke of it and arrived after an instant.
  public let arrived: [RecordArrival]
  /// When the bureau recorded facts of it, after that instant.
  public let bureauFacts: [Instant]
  /// The versions of the records of its loans, in order of arrival; none where none of them was
  /// amended after that instant.
  public let loans: [LoanVersion]
}

/// Who borrows, as a version of a loan's record says.
public struct LoanVersion: Hashable, Sendable {
  /// The record.
  public let recordId: RecordId
  /// When the version arrived.
  public let at: Instant
  /// The borrower's row, which means the same person in every query.
  public let person: Int64
}

/// A version of a record that arrived, was amended or cancelled.
public struct RecordArrival: Hashable, Sendable {
  /// The record.
  public let recordId: RecordId
  /// Counts up with arrival, over all records.
  public let seq: Int64
  /// When it arrived.
  public let at: Instant
  /// What it states.
  public let type: FactType
  /// What it does.
  public let action: RecordAction
  /// The day from which it counts, or from which the version counted that it ends.
  public let effectiveOn: Day
}

/// What an adjustment of earlier quarters looks at.
public struct AdjustmentQuestion: Hashable, Sendable {
  /// The first earlier quarter.
  public var first: Quarter
  /// The quarter settled; approved runs of quarters before it count.
  public var period: Quarter
  /// What was received by then counts.
  public var knownAt: Instant
  /// What arrived after that is named as a cause.
  public var since: Instant
  /// Contracts of which nothing came since then need not be looked at; nil when all must be.
  public var changedSince: Instant?

  /// Asks for the quarters from `first` to the one before `period`.
  public init(first: Quarter, period: Quarter, knownAt: Instant, since: Instant) {
    self.first = first
    self.period = period
    self.knownAt = knownAt
    self.since = since
  }
}

extension LedgerSession {
  /// Every note known at an instant, contract by contract, with what approved runs settled and
  /// what came since: one reading for all earlier quarters.
  public func forEachContract(
    adjusting question: AdjustmentQuestion, _ body: ([AdjustmentCandidate]) throws -> Void
  ) throws {
    let book = try flagBook(known: question.knownAt)
    try forEachContract(
      knownAt: question.knownAt, among: try changedContracts(question, book), history: \.history,
      read: { row in
        let (history, keys, flagged) = try judged(&row, book, known: question.knownAt)
        return AdjustmentCandidate(
          history: history, flagged: flagged,
          number: try number(history.key, keys.bank, keys.note, question))
      }, body)
  }

  /// The numbers that no note bears, and for which approved runs or payments from before this
  /// system settled or banks claim something of the quarters, in the order of bank and number.
  public func forEachNumberWithoutNote(
    adjusting question: AdjustmentQuestion, _ body: (NumberOnFile) throws -> Void
  ) throws {
    let query = try Query(
      own: """
        WITH number(bank, note_no) AS (
          SELECT c.bank, c.note_no FROM claim c
          WHERE c.period >= ?2 AND c.period < ?3 AND \(LedgerSession.stands("c", at: 1))
          UNION
          -- By the index alone: the lines themselves are a hundred times as long.
          SELECT b.id, l.note_no FROM run_line l INDEXED BY run_line_note
          JOIN bank b ON b.code = l.bank
          WHERE l.run IN (
            SELECT id FROM run WHERE state IN ('APPROVED', 'PAID') AND period < ?3)
          UNION
          SELECT p.bank, p.note_no FROM opening_payment p
          WHERE p.period >= ?2 AND p.period <= ?3 AND p.known_from <= ?1)
        SELECT b.id, b.code, x.note_no, n.id
        FROM number x JOIN bank b ON b.id = x.bank
        LEFT JOIN note n ON n.bank = x.bank AND n.note_no = x.note_no
        WHERE NOT EXISTS (
          SELECT 1 FROM disbursement d WHERE d.note = n.id AND \(LedgerSession.stands("d", at: 1)))
        ORDER BY b.code, x.note_no
        """, db)
    query.bind(question.knownAt.seconds)
    query.bind(question.first.description)
    query.bind(question.period.description)
    while var row = try query.row() {
      let bank = row.int64()
      let key = NoteKey(
        bank: try row.parsed("bank.code", PartyCode.init),
        noteNo: try row.parsed("claim.note_no", NoteNo.init))
      try body(try number(key, bank, row.int64IfThere(), question))
    }
  }

  private func number(
    _ key: NoteKey, _ bank: Int64, _ note: Int64?, _ question: AdjustmentQuestion
  ) throws -> NumberOnFile {
    var lines: [(run: RunEntry, line: RunLine)] = []
    for run in try approvedRuns() where run.period < question.period {
      for line in try self.lines(of: run, bank: key.bank.text, noteNo: key.noteNo.text) {
        lines.append((run, line))
      }
    }
    let arrived = try arrivals(key.noteNo, bank, note, question)
    let isAmended = arrived.contains { $0.type == .disbursement && $0.action == .amend }
    return NumberOnFile(
      key: key, claims: try claims(for: key.noteNo, bankId: bank, known: question.knownAt),
      resolutions: try resolutions(of: key, bankId: bank, known: question.knownAt),
      payments: try openingPayments(of: key, knownAt: question.knownAt), lines: lines,
      arrived: arrived, bureauFacts: try bureauFacts(key.noteNo, bank, question),
      loans: isAmended ? try loanVersions(note, question) : [])
  }

  private func loanVersions(
    _ note: Int64?, _ question: AdjustmentQuestion
  ) throws -> [LoanVersion] {
    let query = try Query(
      db,
      """
      SELECT r.record_id, d.known_from, d.person
      FROM disbursement d JOIN record r ON r.seq = d.record
      WHERE d.note = ? AND d.known_from <= ? ORDER BY d.record
      """)
    query.bind(note)
    query.bind(question.knownAt.seconds)
    var found: [LoanVersion] = []
    while var row = try query.row() {
      found.append(
        LoanVersion(
          recordId: try row.parsed("record.record_id", RecordId.init), at: row.instant(),
          person: row.int64()))
    }
    return found
  }

  private func bureauFacts(
    _ noteNo: NoteNo, _ bank: Int64, _ question: AdjustmentQuestion
  ) throws -> [Instant] {
    let query = try Query(
      db,
      """
      SELECT known_from FROM bureau_fact
      WHERE bank = ? AND note_no = ? AND known_from > ? AND known_from <= ? ORDER BY seq
      """)
    query.bind(bank)
    query.bind(noteNo.text)
    query.bind(question.since.seconds)
    query.bind(question.knownAt.seconds)
    var found: [Instant] = []
    while var row = try query.row() { found.append(row.instant()) }
    return found
  }

  // MARK: What arrived

  /// Facts of a number that came or ended between two instants: the record that states them, the
  /// day of the fact, and when it came and ended.
  private static let changed: [String] = [
    ("disbursement", "disbursed_on", "note = ?3"), ("event", "day", "note = ?3"),
    ("claim", "period", "bank = ?3 AND note_no = ?4"),
  ].map { table, day, condition in
    """
    SELECT record, \(day), known_from, known_until FROM \(table)
    WHERE \(condition) AND ((known_from > ?1 AND known_from <= ?2)
      OR (known_until > ?1 AND known_until <= ?2))
    """
  }

  private func arrivals(
    _ noteNo: NoteNo, _ bank: Int64, _ note: Int64?, _ question: AdjustmentQuestion
  ) throws -> [RecordArrival] {
    let window = (question.since, question.knownAt)
    var found: [RecordArrival] = []
    for (place, sql) in LedgerSession.changed.enumerated() {
      let isClaim = place == 2
      guard let owner = isClaim ? bank : note else { continue }
      let query = try Query(db, sql)
      query.bind(window.0.seconds)
      query.bind(window.1.seconds)
      query.bind(owner)
      if isClaim { query.bind(noteNo.text) }
      while var row = try query.row() {
        let record = row.int64()
        let day =
          isClaim
          ? try row.parsed("claim.period") { Quarter($0) }.days.to - 1 : row.day()
        let (from, until) = (row.instant(), row.instantIfThere())
        if from > window.0, from <= window.1 {
          found += try arrival(record, next: 0, at: from, day)
        }
        // The version that ended it; it may speak of another note now.
        if let until, until > window.0, until <= window.1 {
          found += try arrival(record, next: 1, at: until, day)
        }
      }
    }
    return found.sorted { ($0.seq, $0.effectiveOn) < ($1.seq, $1.effectiveOn) }
      .reduce(into: []) { kept, next in
        // An amended fact came as the new version and ended as the old one.
        if kept.last?.seq != next.seq || next.type == .claim, kept.last != next {
          kept.append(next)
        }
      }
  }

  /// A version of a record, or the `next` one after it.
  private func arrival(
    _ record: Int64, next: Int, at: Instant, _ day: Day
  ) throws -> [RecordArrival] {
    let query = try Query(
      db,
      """
      SELECT r.seq, r.record_id, r.type, r.action
      FROM record o JOIN record r ON r.bank = o.bank AND r.record_id = o.record_id
        AND r.version = o.version + ?2
      WHERE o.seq = ?1
      """)
    query.bind(record)
    query.bind(next)
    guard var row = try query.row() else { return [] }
    let seq = row.int64()
    return [
      RecordArrival(
        recordId: try row.parsed("record.record_id", RecordId.init), seq: seq, at: at,
        type: try row.word("record.type"), action: try row.word("record.action"),
        effectiveOn: day)
    ]
  }
}
