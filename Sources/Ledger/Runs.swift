import GRDB
public import Quantities

/// The states of a settlement run. SUBSIDY §4.
public enum RunState: String, Hashable, Sendable, CaseIterable {
  case draft = "DRAFT"
  case reviewed = "REVIEWED"
  case approved = "APPROVED"
  case paid = "PAID"
}

/// A settlement run without its lines.
public struct RunEntry: Hashable, Sendable {
  /// The run's number in the ledger, kept when a draft is renewed.
  public var id: Int64
  /// The quarter settled.
  public var period: Quarter
  /// Where it stands.
  public var state: RunState
  /// What was received by then counts.
  public var knownAt: Instant
  /// The digest of the policy version.
  public var policy: String
  /// The totals as canonical JSON.
  public var totals: String
  /// The archive's file with the lines.
  public var archivedAs: String
  /// What it was made from besides.
  public var basis: RunBasis
  /// Who made the draft.
  public var madeBy: String
  /// The operating-system user who made it.
  public var madeByUser: String
  /// When the draft was made.
  public var madeAt: Instant
  /// Who reviewed it.
  public var reviewedBy: String?
  /// The operating-system user who reviewed it.
  public var reviewedByUser: String?
  /// When it was reviewed.
  public var reviewedAt: Instant?
  /// Who approved it; never who reviewed it.
  public var approvedBy: String?
  /// The operating-system user who approved it.
  public var approvedByUser: String?
  /// When it was approved.
  public var approvedAt: Instant?

  /// Whether it never changes again.
  public var isApproved: Bool { state == .approved || state == .paid }
}

/// What a run was made from besides records, facts and policy: with it a past run can be repeated.
public struct RunBasis: Hashable, Sendable {
  /// The office's tolerance. SUBSIDY §4.
  public var tolerance: Fen
  /// The first quarter that the run adjusts; nil when it adjusts none.
  public var firstPeriod: Quarter?
  /// The last quarter before it that was approved when the run was made.
  public var builtOn: Quarter?
  /// The number of the last resolution on file.
  public var lastResolution: Int64
  /// How many payments from before this system were on file.
  public var openingPayments: Int
  /// The edition of the program's rules (`Settler.edition`); 0 of runs that did not tell.
  public var edition: Int

  /// States what a run is made from.
  public init(
    tolerance: Fen = Fen(5), firstPeriod: Quarter? = nil, builtOn: Quarter? = nil,
    lastResolution: Int64 = 0, openingPayments: Int = 0, edition: Int = 0
  ) {
    self.tolerance = tolerance
    self.firstPeriod = firstPeriod
    self.builtOn = builtOn
    self.lastResolution = lastResolution
    self.openingPayments = openingPayments
    self.edition = edition
  }
}

/// A line of a run.
public struct RunLine: Hashable, Sendable {
  /// Its place in the run, from 0.
  public var position: Int
  /// The bank's code.
  public var bank: String
  /// The note.
  public var noteNo: String
  /// The class of the comparison.
  public var comparison: String
  /// Interest of the period.
  public var interest: Fen
  /// The computed subsidy.
  public var subsidy: Fen
  /// What is payable.
  public var payable: Fen
  /// The whole line as canonical JSON, derivation included.
  public var detail: String

  /// Describes a line.
  public init(
    position: Int, bank: String, noteNo: String, comparison: String, interest: Fen, subsidy: Fen,
    payable: Fen, detail: String
  ) {
    self.position = position
    self.bank = bank
    self.noteNo = noteNo
    self.comparison = comparison
    self.interest = interest
    self.subsidy = subsidy
    self.payable = payable
    self.detail = detail
  }
}

extension LedgerSession {
  /// The run of a quarter, if there is one.
  public func run(of period: Quarter) throws -> RunEntry? {
    try runs("period = ?", [period.description]).first
  }

  /// Every run, by quarter.
  public func runs() throws -> [RunEntry] { try runs("TRUE", []) }

  /// Starts the draft of a quarter; an earlier draft of it goes.
  ///
  /// - Precondition: the quarter has no reviewed or approved run.
  public func startRun(
    _ period: Quarter, knownAt: Instant, policy: String, basis: RunBasis = RunBasis(),
    by: String, user: String = "", at: Instant
  ) throws -> Int64 {
    let before = try run(of: period)
    precondition(before.map { $0.state == .draft } ?? true, "only a draft is renewed")
    desk.approvedRuns = nil
    if let before { try run("DELETE FROM run WHERE id = ?", [before.id]) }
    try run(
      """
      INSERT INTO run
        (id, period, state, known_at, policy, totals, archived_as, made_by, made_user, made_at,
         tolerance, first_period, built_on, last_resolution, opening_payments,
         edition)
      VALUES (?, ?, 'DRAFT', ?, ?, '{}', '', ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        before?.id, period.description, knownAt.seconds, policy, by, user, at.seconds,
        basis.tolerance.value, basis.firstPeriod?.description, basis.builtOn?.description,
        basis.lastResolution, basis.openingPayments, basis.edition,
      ])
    return db.lastInsertedRowID
  }

  /// Adds a line to a run.
  public func add(_ line: RunLine, to run: Int64) throws {
    let query = try Query(
      db,
      """
      INSERT INTO run_line
        (run, position, bank, note_no, class, interest, subsidy, payable, detail)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    query.bind(run)
    query.bind(line.position)
    query.bind(line.bank)
    query.bind(line.noteNo)
    query.bind(line.comparison)
    query.bind(line.interest.value)
    query.bind(line.subsidy.value)
    query.bind(line.payable.value)
    query.bind(line.detail)
    try query.run()
  }

  /// Completes a run with its totals, as canonical JSON, and the archive's file with its lines.
  public func finishRun(_ run: Int64, totals: String, archivedAs: String) throws {
    try self.run(
      "UPDATE run SET totals = ?, archived_as = ? WHERE id = ?", [totals, archivedAs, run])
  }

  /// Notes that a run was reviewed.
  public func review(
    _ run: RunEntry, by: String, user: String = "", at: Instant
  ) throws {
    try self.run(
      """
      UPDATE run SET state = 'REVIEWED', reviewed_by = ?, reviewed_user = ?, reviewed_at = ?
      WHERE id = ?
      """,
      [by, user, at.seconds, run.id])
  }

  /// Notes that a run was approved; it never changes again.
  public func approve(
    _ run: RunEntry, by: String, user: String = "", at: Instant
  ) throws {
    desk.approvedRuns = nil
    try self.run(
      """
      UPDATE run SET state = 'APPROVED', approved_by = ?, approved_user = ?, approved_at = ?
      WHERE id = ?
      """,
      [by, user, at.seconds, run.id])
  }

  /// The lines of a run in their order.
  public func forEachLine(of run: RunEntry, _ body: (RunLine) throws -> Void) throws {
    let query = try Query(
      own: "SELECT \(RunLine.columns) FROM run_line l WHERE l.run = ? ORDER BY l.position", db)
    query.bind(run.id)
    while var row = try query.row() { try body(RunLine(&row)) }
  }

  /// The lines of a note in a run: one, or two where a period is adjusted.
  public func lines(of run: RunEntry, bank: String, noteNo: String) throws -> [RunLine] {
    let query = try Query(
      db,
      """
      SELECT \(RunLine.columns) FROM run_line l
      WHERE l.bank = ? AND l.note_no = ? AND l.run = ? ORDER BY l.position
      """)
    query.bind(bank)
    query.bind(noteNo)
    query.bind(run.id)
    var lines: [RunLine] = []
    while var row = try query.row() { lines.append(RunLine(&row)) }
    return lines
  }

  /// The lines of a note in approved runs, oldest quarter first.
  public func approvedLines(bank: String, noteNo: String) throws -> [(RunEntry, RunLine)] {
    var found: [(RunEntry, RunLine)] = []
    for run in try approvedRuns() {
      for line in try lines(of: run, bank: bank, noteNo: noteNo) { found.append((run, line)) }
    }
    return found
  }

  /// Approved runs by quarter, read once in a transaction that changes none: a publication asks
  /// for every note.
  func approvedRuns() throws -> [RunEntry] {
    if let runs = desk.approvedRuns { return runs }
    let runs = try runs("state IN ('APPROVED', 'PAID')", [])
    desk.approvedRuns = runs
    return runs
  }

  private func runs(_ condition: String, _ arguments: StatementArguments) throws -> [RunEntry] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM run WHERE \(condition) ORDER BY period", arguments: arguments
    ).map { row in
      RunEntry(
        id: row["id"], period: try row.parsed("period") { Quarter($0) },
        state: try row.word("state"), knownAt: Instant(seconds: row["known_at"]),
        policy: row["policy"], totals: row["totals"], archivedAs: row["archived_as"],
        basis: try RunBasis(of: row), madeBy: row["made_by"], madeByUser: row["made_user"],
        madeAt: Instant(seconds: row["made_at"]), reviewedBy: row["reviewed_by"],
        reviewedByUser: row["reviewed_user"], reviewedAt: row.instant("reviewed_at"),
        approvedBy: row["approved_by"], approvedByUser: row["approved_user"],
        approvedAt: row.instant("approved_at"))
    }
  }
}

extension RunBasis {
  fileprivate init(of row: Row) throws {
    func quarter(_ column: String) throws -> Quarter? {
      (row[column] as String?) == nil ? nil : try row.parsed(column) { Quarter($0) }
    }
    self.init(
      tolerance: Fen(row["tolerance"]), firstPeriod: try quarter("first_period"),
      builtOn: try quarter("built_on"), lastResolution: row["last_resolution"],
      openingPayments: row["opening_payments"], edition: row["edition"])
  }
}

extension RunLine {
  static let columns =
    "l.position, l.bank, l.note_no, l.class, l.interest, l.subsidy, l.payable, l.detail"

  init(_ row: inout Columns) {
    self.init(
      position: row.int(), bank: row.text(), noteNo: row.text(), comparison: row.text(),
      interest: row.fen(), subsidy: row.fen(), payable: row.fen(), detail: row.text())
  }
}
