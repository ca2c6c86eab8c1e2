import Disclosure
import Ledger
import Policy
import Quantities
import StrictJSON

/// Figures of the public statistics that stand on no record. Of a category only counts go this way.
/// DISCLOSURE §4.
extension Projection {
  /// People by town and category, the newest year first.
  func categoryTables(asOf day: Day) throws -> [CategoryTable] {
    let names = Dictionary(
      policy.categories.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    let counts = try session.categoryCounts(through: Office.closedYear(on: day))
    let years = Dictionary(grouping: counts, by: \.year)
    return years.sorted { $0.key > $1.key }.compactMap { year, counts in
      CategoryTable(
        year: year,
        counts: counts.map { count in
          CategoryTable.Count(
            town: Labelled(code: count.town, name: towns[count.town] ?? count.town),
            category: Labelled(
              code: count.category, name: names[count.category] ?? count.category),
            people: count.people)
        })
    }
  }

  /// How long each approved quarter took, the newest first.
  func paces(of runs: [PublishedRun], asOf day: Day) throws -> [PaymentPace] {
    let paid = Dictionary(grouping: try session.paidLines(by: day), by: \.run)
    let calendar = policy.workingDays
    return runs.sorted { $0.quarter > $1.quarter }.map { run in
      PaymentPace(
        quarter: run.quarter,
        toApproval: calendar.left(after: run.quarter.days.to - 1, through: run.approvedOn),
        paid: (paid[run.quarter] ?? []).map {
          (days: calendar.left(after: run.approvedOn, through: $0.on), lines: $0.lines)
        })
    }
  }
}

extension Office {
  /// The last year whose people may be counted on a day: the first quarter after it is over.
  static func closedYear(on day: Day) -> Int {
    let (year, month, _) = day.civil
    return month >= 4 ? year - 1 : year - 2
  }

  /// Counts the people of the years that were closed since the last publication.
  func countClosedYears(by actor: Actor, now: Instant) throws {
    let year = Office.closedYear(on: now.day)
    try ledger.write { session in
      guard try session.lastCountedYear() ?? 0 < year else { return }
      try session.countPeople(through: year)
      try journal.add(
        Journal.Entry(command: "publish", content: ["counted": .integer(Int64(year))]),
        in: session, by: actor, at: now)
    }
  }
}
