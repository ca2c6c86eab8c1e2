public import Quantities

/// How many people of a town and a category took their first loan of a year.
public struct CategoryCount: Hashable, Sendable {
  /// The year of the disbursement.
  public let year: Int
  /// The town's code.
  public let town: String
  /// The category's code.
  public let category: String
  /// People, each counted once a year.
  public let people: Int
}

/// Lines of a run that were paid on one day.
public struct PaidLines: Hashable, Sendable {
  /// The run's quarter.
  public let run: Quarter
  /// The day on which they were paid.
  public let on: Day
  /// How many.
  public let lines: Int
}

extension LedgerSession {
  /// The last year whose people are counted; nil when none is.
  public func lastCountedYear() throws -> Int? {
    let query = try Query(db, "SELECT MAX(year) FROM category_year")
    guard var row = try query.row() else { return nil }
    return row.int64IfThere().map(Int.init)
  }

  /// Counts the people who took a loan in the years up to one that are not counted yet, by town and
  /// category of their first loan of the year.
  ///
  /// What counts is what was known when the first quarter after the year was over: whatever becomes
  /// known later, and whenever it is counted, the figures are the same. DISCLOSURE §4.
  public func countPeople(through year: Int) throws {
    let last = try lastCountedYear() ?? 0
    guard last < year else { return }
    let query = try Query(db, LedgerSession.countPeople)
    query.bind(last)
    query.bind(year)
    try query.run()
    let mark = try Query(db, "INSERT INTO category_year (year) VALUES (?)")
    mark.bind(year)
    try mark.run()
  }

  /// Midnight in China is 28 800 seconds before that of the world's clock.
  private static let countPeople = """
    WITH loan AS (
      SELECT record, person, town, category, disbursed_on, known_from, known_until,
        CAST(strftime('%Y', disbursed_on * 86400, 'unixepoch') AS INTEGER) AS year
      FROM disbursement WHERE kind <> 'ENTERPRISE'),
    known AS (
      SELECT *, CAST(strftime('%s', (year + 1) || '-04-01') AS INTEGER) - 28800 AS closed
      FROM loan WHERE year > ?1 AND year <= ?2),
    first AS (
      SELECT year, town, category, ROW_NUMBER() OVER (
        PARTITION BY year, person ORDER BY disbursed_on, record) AS place
      FROM known
      WHERE known_from < closed AND (known_until IS NULL OR known_until >= closed))
    INSERT INTO category_count (year, town, category, people)
    SELECT year, town, category, COUNT(*) FROM first WHERE place = 1 GROUP BY 1, 2, 3
    """

  /// The counts of the years up to one.
  public func categoryCounts(through year: Int) throws -> [CategoryCount] {
    let query = try Query(
      db,
      """
      SELECT year, town, category, people FROM category_count WHERE year <= ?
      ORDER BY year, town, category
      """)
    query.bind(year)
    var counts: [CategoryCount] = []
    while var row = try query.row() {
      counts.append(
        CategoryCount(
          year: row.int(), town: row.text(), category: row.text(), people: row.int()))
    }
    return counts
  }

  /// The lines of approved runs that were paid by a day, by run and day; what came back is not.
  public func paidLines(by day: Day) throws -> [PaidLines] {
    let query = try Query(
      db,
      """
      SELECT r.period, s.day, SUM(p.lines) FROM payment_step s
      JOIN payment p ON p.id = s.payment JOIN run r ON r.id = p.run
      WHERE s.state = 'DONE' AND s.day <= ?1
        AND p.central + p.province + p.city + p.county > 0
        AND NOT EXISTS (SELECT 1 FROM payment_step l WHERE l.payment = p.id AND l.seq > s.seq)
      GROUP BY r.period, s.day ORDER BY r.period, s.day
      """)
    query.bind(day.number)
    var paid: [PaidLines] = []
    while var row = try query.row() {
      paid.append(
        PaidLines(
          run: try row.parsed("run.period") { Quarter($0) }, on: row.day(), lines: row.int()))
    }
    return paid
  }
}
