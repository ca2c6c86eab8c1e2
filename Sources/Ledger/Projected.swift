import GRDB
public import Quantities

/// What a publication had looked at: what came later may have changed a public record.
public struct Projected: Hashable, Sendable {
  /// The last record.
  public var record: Int64
  /// The last fact of the bureau.
  public var fact: Int64
  /// The day of the publication: with the days, loans fall due.
  public var day: Day
  /// The quarters of the approved runs, ascending, with a blank between.
  public var runs: String
  /// The digest of the settings and the policy that shape a public record.
  public var basis: String

  /// States what was looked at.
  public init(record: Int64, fact: Int64, day: Day, runs: String, basis: String) {
    self.record = record
    self.fact = fact
    self.day = day
    self.runs = runs
    self.basis = basis
  }
}

extension LedgerSession {
  /// What the last publication had looked at; nil before the first.
  public func projected() throws -> Projected? {
    try Row.fetchOne(db, sql: "SELECT * FROM projected").map {
      Projected(
        record: $0["record"], fact: $0["fact"], day: Day(number: $0["day"]), runs: $0["runs"],
        basis: $0["basis"])
    }
  }

  /// The number of the last record on file.
  public func lastRecord() throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT COALESCE(MAX(seq), 0) FROM record") ?? 0
  }

  /// What a publication would look at now.
  public func projectable(on day: Day, basis: String) throws -> Projected {
    Projected(
      record: try lastRecord(),
      fact: try Int64.fetchOne(db, sql: "SELECT COALESCE(MAX(seq), 0) FROM bureau_fact") ?? 0,
      day: day,
      runs: try approvedRuns().map(\.period.description).joined(separator: " "), basis: basis)
  }

  /// Keeps what a publication looked at.
  public func setProjected(_ projected: Projected) throws {
    try run(
      """
      INSERT OR REPLACE INTO projected (only, record, fact, day, runs, basis)
      VALUES (1, ?, ?, ?, ?, ?)
      """,
      [projected.record, projected.fact, projected.day.number, projected.runs, projected.basis])
  }

  /// Every disclosed note that stands and may look different than at an earlier publication, by
  /// number, one at a time: all, when there was none, when settings or policy changed, or when the
  /// days went backwards.
  ///
  /// Claims are no reason: what a claim changes shows with the run that is approved.
  ///
  /// - Parameter after: begin with the number after this one.
  public func disclosedNotes(
    changedSince last: Projected?, now: Projected, after: (year: Int, number: Int)
  ) throws -> DisclosedNotes {
    guard let last, last.basis == now.basis, last.day <= now.day else {
      return try disclosedNotes(after: after)
    }
    let known = Set(last.runs.split(separator: " "))
    let runs = now.runs.split(separator: " ").filter { !known.contains($0) }
    try run("DROP TABLE IF EXISTS temp.changed", [])
    try run("CREATE TEMP TABLE changed (note INTEGER PRIMARY KEY)", [])
    try run(
      """
      INSERT OR IGNORE INTO changed
      SELECT n.id FROM record r JOIN note n ON n.bank = r.bank AND n.note_no = r.note_no
        WHERE r.seq > ? AND r.type <> 'CLAIM'
      """, [last.record])
    try run(
      """
      INSERT OR IGNORE INTO changed
      SELECT n.id FROM bureau_fact f JOIN note n ON n.bank = f.bank AND n.note_no = f.note_no
        WHERE f.seq > ?
      """, [last.fact])
    if last.day < now.day {
      let days: StatementArguments = [last.day.number, now.day.number]
      try run(
        "INSERT OR IGNORE INTO changed SELECT id FROM note WHERE due_on > ? AND due_on <= ?", days)
      try run(
        "INSERT OR IGNORE INTO changed SELECT note FROM event WHERE day > ? AND day <= ?", days)
    }
    for run in runs {
      try self.run(
        """
        INSERT OR IGNORE INTO changed
        SELECT n.id FROM run JOIN run_line l ON l.run = run.id JOIN bank b ON b.code = l.bank
          JOIN note n ON n.bank = b.id AND n.note_no = l.note_no
        WHERE run.period = ?
        """, [String(run)])
    }
    return try disclosedNotes(by: .changes, after: after)
  }

  /// Records on the site whose loan no longer stands, since a record later than one cancelled it.
  public func cancelledRecords(since last: Int64) throws -> [(year: Int, number: Int)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT DISTINCT p.year, p.number FROM record c
          JOIN disclosure x ON x.bank = c.bank AND x.record_id = c.record_id
          JOIN public_record p ON p.year = x.year AND p.number = x.number
        WHERE c.seq > ? AND c.action = 'CANCEL' AND c.type = 'DISBURSEMENT'
          AND NOT EXISTS (
            SELECT 1 FROM record r JOIN disbursement d ON d.record = r.seq
            WHERE r.bank = x.bank AND r.record_id = x.record_id AND d.known_until IS NULL)
        ORDER BY p.year, p.number
        """, arguments: [last]
    ).map { ($0["year"], $0["number"]) }
  }

  /// Records on the site whose loan was repaid in full on a day or before it.
  public func settledRecords(by day: Day) throws -> [(year: Int, number: Int)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT p.year, p.number FROM note n
          JOIN record r ON r.seq = n.disbursement
          JOIN disclosure x ON x.bank = r.bank AND x.record_id = r.record_id
          JOIN public_record p ON p.year = x.year AND p.number = x.number
        WHERE n.repaid_on <= ? ORDER BY p.year, p.number
        """, arguments: [day.number]
    ).map { ($0["year"], $0["number"]) }
  }
}
