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

extension LedgerSession {
  /// Notes that stand and have no public number yet, in the order of disbursement, bank and
  /// number.
  public func undisclosedNotes() throws -> [Int64] {
    try Int64.fetchAll(
      db,
      sql: """
        SELECT note.id FROM note LEFT JOIN disclosure ON disclosure.note = note.id
        WHERE disclosure.note IS NULL AND note.disbursement IS NOT NULL
        ORDER BY disbursed_on, note.bank, note_no
        """)
  }

  /// Gives each note the next number of the year of publication. DISCLOSURE §1.
  public func disclose(_ notes: [Int64], on day: Day) throws {
    let year = day.civil.year
    var number =
      try Int.fetchOne(
        db, sql: "SELECT COALESCE(MAX(number), 0) FROM disclosure WHERE year = ?",
        arguments: [year]) ?? 0
    for note in notes {
      number += 1
      try run(
        "INSERT INTO disclosure (note, year, number, published_on) VALUES (?, ?, ?, ?)",
        [note, year, number, day.number])
    }
  }

  /// Every disclosed note that stands, by number, one at a time.
  public func disclosedNotes() throws -> DisclosedNotes {
    DisclosedNotes(
      session: self,
      query: try Query(
        own: """
          SELECT x.year, x.number, x.published_on, d.note, d.bank, d.person, b.code, r.record_id,
            \(Disbursement.columns)
          FROM disclosure x CROSS JOIN disbursement d ON d.note = x.note
          CROSS JOIN note n ON n.id = d.note CROSS JOIN bank b ON b.id = d.bank
          CROSS JOIN person p ON p.id = d.person CROSS JOIN record r ON r.seq = d.record
          WHERE d.known_until IS NULL ORDER BY x.year, x.number
          """, db))
  }

  /// The names of all borrowers of a kind, each once.
  public func borrowerNames(of kind: BorrowerKind) throws -> Set<String> {
    try String.fetchSet(
      db, sql: "SELECT DISTINCT borrower_name FROM disbursement WHERE kind = ?",
      arguments: [kind.rawValue])
  }

  /// Identity numbers of all persons, partners among them.
  public func personNumbers() throws -> Set<String> {
    var numbers = try String.fetchSet(
      db,
      sql: """
        SELECT id_number FROM person
        WHERE id IN (SELECT person FROM disbursement WHERE kind <> 'ENTERPRISE')
        """)
    let partners = try String.fetchCursor(
      db, sql: "SELECT DISTINCT partner_ids FROM disbursement WHERE partner_ids IS NOT NULL")
    while let list = try partners.next() {
      numbers.formUnion(list.split(separator: " ").map(String.init))
    }
    return numbers
  }

  /// Every phone number on file.
  public func phones() throws -> Set<String> {
    try String.fetchSet(
      db, sql: "SELECT DISTINCT phone FROM disbursement WHERE phone IS NOT NULL")
  }

  /// Every account number on file.
  public func accounts() throws -> Set<String> {
    try String.fetchSet(
      db, sql: "SELECT DISTINCT account_number FROM claim WHERE account_number IS NOT NULL")
  }
}
