import GRDB
import LoanBook
import Quantities
import TestKit
import Testing

@testable import Ledger

/// Counts by category: a closed year never changes, whatever becomes known of it.
@Suite struct PublicCountsTests {
  private func counts(_ fixture: LedgerFixture, _ day: String) throws -> [String] {
    let year = try #require(Int(day.prefix(4))) - (day.dropFirst(5) < "04" ? 2 : 1)
    return try fixture.ledger.write { session in
      // Counted anew from all that is known by now, as `rebuild` does.
      try session.db.execute(sql: "DELETE FROM category_count; DELETE FROM category_year")
      try session.countPeople(through: year)
      #expect(try session.lastCountedYear() == year)
      return try session.categoryCounts(through: year).map {
        "\($0.year) \($0.town) \($0.category) \($0.people)"
      }
    }
  }

  private func terms(
    _ noteNo: String, person: Int, on: String, category: String = "01"
  ) throws -> Disbursement {
    var terms = try Made.terms(noteNo, person: person, on: on, due: "2030-01-01")
    terms.borrower.category = category
    return terms
  }

  private func seconds(_ day: String) throws -> Int64 {
    Instant(startOf: try Made.day(day)).seconds
  }

  @Test func aYearIsClosedThreeMonthsAfterItsEnd() throws {
    let fixture = try LedgerFixture()
    let known = try seconds("2025-03-31") + 86_399
    let town = try Made.terms("N1", person: 1).project.town
    try fixture.keep(.disbursement(try terms("N1", person: 1, on: "2024-12-31")), "D1", at: known)
    // A person counts once a year, by the first loan.
    try fixture.keep(
      .disbursement(try terms("N2", person: 1, on: "2024-03-01", category: "02")), "D2", at: known)
    try fixture.keep(.disbursement(try terms("N3", person: 2, on: "2024-01-01")), "D3", at: known)
    // One second too late, and of the year after.
    try fixture.keep(
      .disbursement(try terms("N4", person: 3, on: "2024-05-01")), "D4", at: known + 1)
    try fixture.keep(.disbursement(try terms("N5", person: 1, on: "2025-01-01")), "D5", at: known)
    #expect(try counts(fixture, "2025-03-31") == [])
    let closed = ["2024 \(town) 01 1", "2024 \(town) 02 1"]
    #expect(try counts(fixture, "2025-04-01") == closed)
    // What becomes known later changes nothing.
    try fixture.keep(
      .disbursement(try terms("N3", person: 2, on: "2024-01-01", category: "03")), "D3", version: 2,
      .amend, at: known + 2)
    try fixture.keep(
      .disbursement(try terms("N2", person: 1, on: "2024-03-01", category: "02")), "D2", version: 2,
      .cancel, at: known + 3)
    #expect(try counts(fixture, "2026-03-31") == closed)
    #expect(try counts(fixture, "2026-04-01") == closed + ["2025 \(town) 01 1"])
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func laterFactsNeverChangeAClosedYear(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let fixture = try LedgerFixture()
    var at = try seconds("2024-06-01")
    var versions: [Int: Int] = [:]
    var seen: [String: [String]] = [:]
    for step in 0..<60 {
      at += Int64.random(in: 1...40 * 86_400, using: &random)
      let note = Int.random(in: 1...25, using: &random)
      let version = (versions[note] ?? 0) + 1
      let action: RecordAction = version == 1 ? .create : .amend
      let day = "202\(note % 3 + 3)-0\(note % 9 + 1)-15"
      try fixture.keep(
        .disbursement(
          try terms(
            "N\(note)", person: note % 12, on: day,
            category: "0\(Int.random(in: 1...4, using: &random))")),
        "D\(note)", version: version, action, at: at)
      versions[note] = version
      for day in ["2024-04-01", "2025-04-01", "2026-04-01"] where try seconds(day) <= at {
        let now = try counts(fixture, day)
        #expect(seen[day, default: now] == now, "seed \(seed), step \(step), \(day)")
        seen[day] = now
      }
    }
    #expect(seen["2025-04-01"]?.isEmpty == false, "seed \(seed)")
  }
}
