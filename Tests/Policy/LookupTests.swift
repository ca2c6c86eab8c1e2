import Policy
import Quantities
import Testing

@Suite("Policy: towns, categories, industries, working days")
struct LookupTests {
  private let policy: Policy

  init() throws { policy = try ShippedPolicy.policy() }

  @Test(
    "categories by kind and disbursement day",
    arguments: [
      ("10", .individual, "2018-03-26", false), ("10", .individual, "2018-03-27", true),
      ("10", .enterprise, "2024-01-01", false), ("11", .individual, "2020-04-14", false),
      ("11", .individual, "2020-04-15", true), ("11", .partnership, "2020-12-31", true),
      ("11", .individual, "2021-01-01", false), ("20", .enterprise, "2016-09-24", true),
      ("20", .individual, "2016-09-24", false), ("99", .enterprise, "2024-01-01", true),
      ("01", .partnership, "2011-06-10", true),
    ] as [(String, BorrowerKind, String, Bool)])
  func category(_ row: (code: String, kind: BorrowerKind, day: String, meant: Bool)) throws {
    let category = try #require(policy.category(row.code))
    #expect(category.isMeant(for: row.kind, on: Day.of(row.day)) == row.meant)
  }

  @Test("sensitive categories")
  func sensitive() {
    #expect(policy.categories.filter(\.sensitive).map(\.code) == ["02", "04", "09"])
    #expect(policy.category("12") == nil)
  }

  @Test("towns")
  func towns() {
    #expect(policy.town("140525108000")?.name == "巴公镇")
    #expect(policy.town("140525999000") == nil)
  }

  @Test(
    "industries: a section and one of its divisions",
    arguments: [
      ("A01", "农、林、牧、渔业"), ("A05", "农、林、牧、渔业"), ("A06", nil), ("A00", nil),
      ("F51", "批发和零售业"), ("F53", nil), ("T97", "国际组织"), ("T98", nil), ("a01", nil),
      ("A1", nil), ("A011", nil), ("U01", nil), ("A０1", nil), ("", nil),
    ] as [(String, String?)])
  func industry(_ row: (code: String, name: String?)) {
    #expect(policy.industry(row.code)?.name == row.name)
  }

  @Test("working days: the week, and what the notice of the year changes")
  func workingDays() throws {
    // 2025-10-01 was a Wednesday; 09-28 and 10-11 were weekend days worked.
    let week = WorkingDays.weekOnly
    #expect(week.contains(Day.of("2025-10-01")) && !week.contains(Day.of("2025-09-28")))
    #expect(week.contains(Day.of("1969-12-31")) && !week.contains(Day.of("1969-12-28")))
    var files = try ShippedPolicy.files()
    let off = (1...8).map { "2025-10-0\($0),off,国庆节\n" }.joined()
    files.calendar = Array("day,kind,name\n2025-09-28,work,\n\(off)2025-10-11,work,\n".utf8)
    let calendar = try Policy(files).workingDays
    #expect(calendar.contains(Day.of("2025-09-28")))
    #expect(!calendar.contains(Day.of("2025-10-08")))
    #expect(calendar.day(1, after: Day.of("2025-09-30")) == Day.of("2025-10-09"))
    #expect(calendar.day(3, after: Day.of("2025-09-30")) == Day.of("2025-10-11"))
    #expect(calendar.day(5, after: Day.of("2025-09-20")) == Day.of("2025-09-26"))
    #expect(calendar.day(0, after: Day.of("2025-10-01")) == Day.of("2025-10-01"))
  }

  @Test(
    "a calendar with faults is refused",
    arguments: [
      ("2025-10-01,holiday,\n", PolicyFinding.Code.badValue),
      ("2025-10-01,off,\n2025-10-01,work,\n", .notAscending),
    ])
  func calendarFaults(_ row: (rows: String, code: PolicyFinding.Code)) throws {
    var files = try ShippedPolicy.files()
    files.calendar = Array("day,kind,name\n\(row.rows)".utf8)
    let refusal = try #require(throws: PolicyRefusal.self) { _ = try Policy(files) }
    #expect(refusal.findings.map(\.code) == [row.code])
    #expect(refusal.findings.map(\.file) == [.calendar])
  }
}
