import GRDB
public import Quantities

/// A public record in short, as it stands: what lists and search show of it. Nothing in it is
/// private.
public struct PublicRow: Hashable, Sendable {
  /// The year in the number.
  public var year: Int
  /// The number within the year.
  public var number: Int
  /// The place of its newest revision in the log.
  public var position: Int64
  /// Who borrows.
  public var borrower: BorrowerKind
  /// The applicant as it may be shown.
  public var applicant: String
  /// The project as it may be shown.
  public var project: String
  /// The name of the business as it may be shown.
  public var entity: String?
  /// The town's code.
  public var town: String
  /// The bank's code.
  public var bank: String
  /// The section of the industry.
  public var industry: String
  /// The first day of the month of disbursement.
  public var month: Day
  /// The amount disbursed.
  public var amount: Fen
  /// The state in the words of the site.
  public var state: String
  /// What approved runs have paid so far.
  public var subsidy: Fen

  /// Describes a record.
  public init(
    year: Int, number: Int, position: Int64, borrower: BorrowerKind, applicant: String,
    project: String, entity: String?, town: String, bank: String, industry: String, month: Day,
    amount: Fen, state: String, subsidy: Fen
  ) {
    self.year = year
    self.number = number
    self.position = position
    self.borrower = borrower
    self.applicant = applicant
    self.project = project
    self.entity = entity
    self.town = town
    self.bank = bank
    self.industry = industry
    self.month = month
    self.amount = amount
    self.state = state
    self.subsidy = subsidy
  }
}

extension LedgerSession {
  /// Puts a record's newest revision into its place.
  public func show(_ row: PublicRow) throws {
    let query = try query(
      """
      INSERT OR REPLACE INTO public_record (year, number, position, borrower, applicant, project,
        entity, town, bank, industry, month, amount, state, subsidy)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    query.bind(row.year)
    query.bind(row.number)
    query.bind(row.position)
    query.bind(row.borrower.rawValue)
    query.bind(row.applicant)
    query.bind(row.project)
    query.bind(row.entity)
    query.bind(row.town)
    query.bind(row.bank)
    query.bind(row.industry)
    query.bind(row.month.number)
    query.bind(row.amount.value)
    query.bind(row.state)
    query.bind(row.subsidy.value)
    try query.run()
  }

  /// Takes a withdrawn record away.
  public func hide(year: Int, number: Int) throws {
    try run("DELETE FROM public_record WHERE year = ? AND number = ?", [year, number])
  }

  /// Every record that stands, by number.
  public func forEachPublicRow(_ body: (PublicRow) throws -> Void) throws {
    let query = try Query(
      own: """
        SELECT year, number, position, borrower, applicant, project, entity, town, bank, industry,
          month, amount, state, subsidy
        FROM public_record ORDER BY year, number
        """, db)
    while var row = try query.row() { try body(PublicRow(&row)) }
  }

  /// How many records stand.
  public func publicRecordCount() throws -> Int {
    try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM public_record") ?? 0
  }
}

extension PublicRow {
  fileprivate init(_ row: inout Columns) throws {
    self.init(
      year: row.int(), number: row.int(), position: row.int64(), borrower: try row.word("borrower"),
      applicant: row.text(), project: row.text(), entity: row.textIfThere(), town: row.text(),
      bank: row.text(), industry: row.text(), month: row.day(), amount: row.fen(),
      state: row.text(), subsidy: row.fen())
  }
}
