import GRDB
public import Quantities

/// A notice before a disbursement (事前公示) as the ledger has it. DISCLOSURE §2.
public struct NoticeEntry: Hashable, Sendable {
  /// The year in its number.
  public var year: Int
  /// The number within the year, from 1.
  public var number: Int
  /// Its title.
  public var title: String
  /// For how many working days.
  public var days: Int
  /// The first day; it moves while the notice is not published.
  public var opensOn: Day
  /// The last day.
  public var endsOn: Day
  /// The digest of its list in the archive.
  public var archivedAs: String
  /// When and why it was closed before its last day; nil when it was not.
  public var closed: Closing?

  /// The end before the last day.
  public struct Closing: Hashable, Sendable {
    /// The day.
    public var on: Day
    /// In the words of the bureau.
    public var reason: String
  }

  /// Describes a notice that is not closed.
  public init(
    year: Int, number: Int, title: String, days: Int, opensOn: Day, endsOn: Day,
    archivedAs: String
  ) {
    self.year = year
    self.number = number
    self.title = title
    self.days = days
    self.opensOn = opensOn
    self.endsOn = endsOn
    self.archivedAs = archivedAs
  }
}

/// An applicant of a notice, with the full name.
public struct NoticeLineEntry: Hashable, Sendable {
  /// The place in the list, from 1.
  public var line: Int
  /// The full name.
  public var name: String
  /// Who borrows.
  public var kind: BorrowerKind
  /// 字号
  public var entity: String?
  /// The startup project.
  public var project: String
  /// The town's code.
  public var town: String
  /// The bank's code.
  public var bank: String
  /// What is applied for.
  public var amount: Fen
  /// The term in months.
  public var termMonths: Int
  /// The day on which the applicant was refused after all; nil when it was not.
  public var refusedOn: Day?

  /// Describes an applicant.
  public init(
    line: Int, name: String, kind: BorrowerKind, entity: String?, project: String, town: String,
    bank: String, amount: Fen, termMonths: Int, refusedOn: Day? = nil
  ) {
    self.line = line
    self.name = name
    self.kind = kind
    self.entity = entity
    self.project = project
    self.town = town
    self.bank = bank
    self.amount = amount
    self.termMonths = termMonths
    self.refusedOn = refusedOn
  }
}

extension LedgerSession {
  /// Every notice, by number.
  public func notices() throws -> [NoticeEntry] {
    try Row.fetchAll(db, sql: "SELECT * FROM notice ORDER BY year, number").map { row in
      var notice = NoticeEntry(
        year: row["year"], number: row["number"], title: row["title"], days: row["days"],
        opensOn: Day(number: row["opens_on"]), endsOn: Day(number: row["ends_on"]),
        archivedAs: row["archived_as"])
      if let day = row["closed_on"] as Int32?, let reason = row["close_reason"] as String? {
        notice.closed = NoticeEntry.Closing(on: Day(number: day), reason: reason)
      }
      return notice
    }
  }

  /// The applicants of a notice, in the order of the list, the refused ones too.
  public func lines(of notice: NoticeEntry) throws -> [NoticeLineEntry] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM notice_line WHERE year = ? AND number = ? ORDER BY line",
      arguments: [notice.year, notice.number]
    ).map { row in
      NoticeLineEntry(
        line: row["line"], name: row["name"], kind: try row.parsed("kind", BorrowerKind.init),
        entity: row["entity"], project: row["project"], town: row["town"], bank: row["bank"],
        amount: Fen(row["amount"] as Int64), termMonths: row["term_months"],
        refusedOn: (row["refused_on"] as Int32?).map { Day(number: $0) })
    }
  }

  /// The next number of a year.
  public func nextNotice(in year: Int) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT COALESCE(MAX(number), 0) + 1 FROM notice WHERE year = ?",
      arguments: [year]) ?? 1
  }

  /// Keeps a new notice.
  public func open(_ notice: NoticeEntry, _ lines: [NoticeLineEntry]) throws {
    try run(
      """
      INSERT INTO notice (year, number, title, days, opens_on, ends_on, archived_as)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        notice.year, notice.number, notice.title, notice.days, notice.opensOn.number,
        notice.endsOn.number, notice.archivedAs,
      ])
    for line in lines {
      try run(
        """
        INSERT INTO notice_line (year, number, line, name, kind, entity, project, town, bank,
          amount, term_months) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          notice.year, notice.number, line.line, line.name, line.kind.rawValue, line.entity,
          line.project, line.town, line.bank, line.amount.value, line.termMonths,
        ])
    }
  }

  /// Moves a notice that was not published in time.
  public func move(_ notice: NoticeEntry) throws {
    try run(
      "UPDATE notice SET opens_on = ?, ends_on = ? WHERE year = ? AND number = ?",
      [notice.opensOn.number, notice.endsOn.number, notice.year, notice.number])
  }

  /// Closes a notice before its last day.
  public func close(_ notice: NoticeEntry, on day: Day, reason: String) throws {
    try run(
      "UPDATE notice SET closed_on = ?, close_reason = ? WHERE year = ? AND number = ?",
      [day.number, reason, notice.year, notice.number])
  }

  /// Refuses an applicant of a notice.
  public func refuse(
    line: Int, of notice: NoticeEntry, on day: Day, reason: String
  ) throws {
    try run(
      """
      UPDATE notice_line SET refused_on = ?, refusal = ?
      WHERE year = ? AND number = ? AND line = ?
      """, [day.number, reason, notice.year, notice.number, line])
  }

  /// How many applicants ever stood on lists.
  public func noticeLineCount() throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM notice_line") ?? 0
  }

  /// The full names of all applicants of a kind that ever stood on a list.
  public func noticeNames(of kind: BorrowerKind) throws -> Set<String> {
    try String.fetchSet(
      db, sql: "SELECT DISTINCT name FROM notice_line WHERE kind = ?", arguments: [kind.rawValue])
  }
}
