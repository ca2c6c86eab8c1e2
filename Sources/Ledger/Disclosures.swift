import GRDB
public import LoanBook
public import Quantities

/// A note with its number on the public site.
public struct DisclosedNote: Sendable {
  /// The year in the number.
  public let year: Int
  /// The number within the year.
  public let number: Int
  /// When it was first published.
  public let publishedOn: Day
  /// The note as it stands now.
  public let history: NoteHistory
}

/// Gives disclosed notes one at a time, so that a site of any size takes bounded memory.
public final class DisclosedNotes {
  private let session: LedgerSession
  private let query: Query

  /// How notes are found.
  enum Way: String {
    /// All of them, by number.
    case numbers = """
      disclosure x CROSS JOIN record r ON r.bank = x.bank AND r.record_id = x.record_id
        CROSS JOIN disbursement d ON d.record = r.seq
      """
    /// Those in `temp.changed`.
    case changes = """
      temp.changed c CROSS JOIN disbursement d ON d.note = c.note
        CROSS JOIN record r ON r.seq = d.record
        CROSS JOIN disclosure x ON x.bank = r.bank AND x.record_id = r.record_id
      """
  }

  init(session: LedgerSession, query: Query) {
    self.session = session
    self.query = query
  }

  /// The next note, or nil after the last.
  public func next() throws -> DisclosedNote? {
    guard var row = try query.row() else { return nil }
    let (year, number, publishedOn) = (row.int(), row.int(), row.day())
    return DisclosedNote(
      year: year, number: number, publishedOn: publishedOn,
      history: try session.history(&row, known: LedgerSession.endOfTime).history)
  }
}

/// A loan that waits for its public number: the record that disbursed it. The note number would
/// not do: a cancelled disbursement frees it for another loan.
public struct UndisclosedLoan: Hashable, Sendable {
  /// The bank's code.
  public let bank: PartyCode
  /// The record.
  public let recordId: RecordId

  /// Names a loan.
  public init(bank: PartyCode, recordId: RecordId) {
    self.bank = bank
    self.recordId = recordId
  }
}

extension LedgerSession {
  /// Loans that stand and have no public number yet, in the order of disbursement, bank and note
  /// number; `limit` at most, and only those disbursed by a record after one.
  public func undisclosedLoans(
    since last: Int64 = 0, limit: Int
  ) throws -> [UndisclosedLoan] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT code, record_id FROM note JOIN record ON record.seq = note.disbursement
          JOIN bank ON bank.id = note.bank
        WHERE note.disbursement > ? AND NOT EXISTS (SELECT 1 FROM disclosure x
          WHERE x.bank = note.bank AND x.record_id = record.record_id)
        ORDER BY disbursed_on, note.bank, note.note_no LIMIT ?
        """, arguments: [last, limit]
    ).map {
      UndisclosedLoan(
        bank: try $0.parsed("code", PartyCode.init),
        recordId: try $0.parsed("record_id", RecordId.init))
    }
  }

  /// Gives each loan the next number of the year of publication. DISCLOSURE §1.
  public func disclose(_ loans: [UndisclosedLoan], on day: Day) throws {
    let year = day.civil.year
    var number =
      try Int.fetchOne(
        db, sql: "SELECT COALESCE(MAX(number), 0) FROM disclosure WHERE year = ?",
        arguments: [year]) ?? 0
    for loan in loans {
      number += 1
      try run(
        """
        INSERT INTO disclosure (bank, record_id, year, number, published_on)
        VALUES ((SELECT id FROM bank WHERE code = ?), ?, ?, ?, ?)
        """, [loan.bank.text, loan.recordId.text, year, number, day.number])
    }
  }

  /// Every disclosed note that stands, by number, one at a time.
  public func disclosedNotes() throws -> DisclosedNotes {
    try disclosedNotes(after: (0, 0))
  }

  /// The one with a number; nil when it has none or does not stand.
  public func disclosedNote(year: Int, number: Int) throws -> DisclosedNote? {
    let next = try disclosedNotes(after: (year, number - 1)).next()
    return next.flatMap { $0.year == year && $0.number == number ? $0 : nil }
  }

  /// Those of them after a number, found by way of the tables given.
  func disclosedNotes(
    by way: DisclosedNotes.Way = .numbers, after: (year: Int, number: Int)
  ) throws -> DisclosedNotes {
    let query = try Query(
      own: """
        SELECT x.year, x.number, x.published_on, d.note, d.bank, d.person, b.code, r.record_id,
          \(Disbursement.columns)
        FROM \(way.rawValue)
        CROSS JOIN note n ON n.id = d.note CROSS JOIN bank b ON b.id = d.bank
        CROSS JOIN person p ON p.id = d.person
        WHERE d.known_until IS NULL AND (x.year, x.number) > (?, ?) ORDER BY x.year, x.number
        """, db)
    query.bind(after.year)
    query.bind(after.number)
    return DisclosedNotes(session: self, query: query)
  }
}
