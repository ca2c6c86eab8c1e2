import Policy
import Quantities
import TestKit
import Testing

/// Working days by the State Council's notices, and the deadlines counted in them. SUBSIDY §6.
@Suite struct WorkingDaysTests {
  let calendar: WorkingDays

  init() throws { calendar = try ShippedPolicy.policy().workingDays }

  @Test("how many days off and weekend days worked each year's notices name")
  func counts() {
    // Of the notices 国办发明电〔2018〕15号 to 〔2025〕7号, as amended; 2019 begins on 2018-12-29,
    // 2023 on 2022-12-31.
    for (year, off, worked) in [
      (2019, 24, 7), (2020, 30, 6), (2021, 31, 7), (2022, 31, 7), (2023, 27, 7), (2024, 28, 8),
      (2025, 28, 5), (2026, 33, 6),
    ] {
      let first: [Int: String] = [2019: "2018-12-29", 2023: "2022-12-31"]
      let last: [Int: String] = [2022: "2022-12-31"]
      let from = Day.of(first[year] ?? "\(year)-01-01")
      let to = Day.of(last[year] ?? "\(year + 1)-01-01")
      #expect(calendar.holidays.count { from <= $0 && $0 < to } == off, "\(year)")
      #expect(calendar.worked.count { from <= $0 && $0 < to } == worked, "\(year)")
      #expect(calendar.isCovered(year))
    }
    #expect(!calendar.isCovered(2018) && !calendar.isCovered(2027))
  }

  @Test(
    "days that everybody remembers",
    arguments: [
      ("2025-09-28", true), ("2025-09-30", true), ("2025-10-01", false), ("2025-10-08", false),
      ("2025-10-09", true), ("2025-10-11", true), ("2025-10-12", false),
      ("2026-02-13", true), ("2026-02-14", true), ("2026-02-15", false), ("2026-02-23", false),
      ("2026-02-24", true), ("2026-02-28", true), ("2026-03-01", false), ("2026-01-04", true),
      ("2020-01-31", false), ("2020-02-01", false), ("2020-02-03", true),
      ("2019-05-03", false), ("2019-05-05", true), ("2027-10-01", true), ("2027-10-02", false),
    ])
  func known(_ row: (day: String, works: Bool)) {
    #expect(calendar.isWorkingDay(Day.of(row.day)) == row.works, "\(row.day)")
  }

  @Test func countingOn() {
    // Over National Day and Mid-Autumn 2025: 09-30 is the last day before, 10-11 a Saturday.
    #expect(calendar.adding(1, to: Day.of("2025-09-30")) == Day.of("2025-10-09"))
    #expect(calendar.adding(3, to: Day.of("2025-09-30")) == Day.of("2025-10-11"))
    // Over the Spring Festival of 2026, the longest so far: 02-14 is a Saturday that is worked.
    #expect(calendar.adding(2, to: Day.of("2026-02-13")) == Day.of("2026-02-24"))
    #expect(calendar.adding(0, to: Day.of("2025-10-01")) == Day.of("2025-10-01"))
    #expect(WorkingDays.weekOnly.adding(1, to: Day.of("1969-12-26")) == Day.of("1969-12-29"))
    func between(_ from: String, _ to: String) -> Int {
      calendar.workingDays(in: DayRange(from: Day.of(from), to: Day.of(to)))
    }
    // 248 working days in 2025 and 2026, as the notices leave them.
    #expect(between("2025-01-01", "2026-01-01") == 248)
    #expect(between("2026-01-01", "2027-01-01") == 248)
    #expect(between("2025-10-01", "2025-10-09") == 0)
  }

  @Test("counting on and counting agree", arguments: [1, 20_261_124] as [UInt64])
  func agree(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let day = Day.of("2018-12-01") + Int.random(in: 0..<3300, using: &random)
      let count = Int.random(in: 1...40, using: &random)
      let end = calendar.adding(count, to: day)
      #expect(calendar.isWorkingDay(end), "seed \(seed)")
      #expect(
        calendar.workingDays(in: DayRange(from: day + 1, to: end + 1)) == count, "seed \(seed)")
    }
  }

  @Test(
    "a table of holidays with faults is refused",
    arguments: [
      ("2025-10-01,off,国庆节,文\n", [PolicyFinding.Code.badValue]),
      ("2025-10-01,holiday,国庆节,\n", [.badValue]),
      ("2025-10-01,holiday,,文\n", [.badValue]),
      ("2025-02-29,holiday,节,文\n", [.badValue]),
      ("2025-10-01,holiday,国庆节,文\n2025-10-01,holiday,国庆节,文\n", [.duplicate]),
      ("2025-10-02,holiday,国庆节,文\n2025-10-01,holiday,国庆节,文\n", [.notAscending]),
      ("2025-09-29,workday,国庆节,文\n", [.contradiction]),
      ("", [.empty]),
    ])
  func faults(_ row: (rows: String, codes: [PolicyFinding.Code])) throws {
    var files = try ShippedPolicy.files()
    files.holidays = Array("day,kind,name,document\n\(row.rows)".utf8)
    let refusal = try #require(throws: PolicyRefusal.self) { _ = try Policy(files) }
    #expect(refusal.findings.map(\.code) == row.codes)
    #expect(refusal.findings.allSatisfy { $0.file == .holidays })
  }

  @Test func deadlines() throws {
    let deadlines = try #require(try ShippedPolicy.policy().deadlines)
    func due(_ period: String) throws -> [String] {
      deadlines.due(try #require(Quarter(period)), calendar: calendar).map(\.by.description)
    }
    // 2025Q3 ends on Saturday 09-20; the bureau's five days end over National Day.
    #expect(try due("2025Q3") == ["2025-09-26", "2025-10-10", "2025-10-16"])
    #expect(try due("2026Q1") == ["2026-03-27", "2026-04-03", "2026-04-13"])
    let steps = deadlines.due(try #require(Quarter("2026Q1")), calendar: calendar)
    #expect(steps.map(\.step) == [.claim, .review, .payment])
    #expect(steps.allSatisfy { $0.isUnconfirmed })
  }

  @Test(
    "deadlines of their own, and refused ones",
    arguments: [
      ("CLAIM,3,high,文\nREVIEW,5,high,文\nPAYMENT,5,medium,文\n", []),
      ("CLAIM,3,high,\nREVIEW,5,open,\nPAYMENT,5,open,\n", [PolicyFinding.Code.badValue]),
      ("CLAIM,0,open,\nREVIEW,5,open,\nPAYMENT,5,open,\n", [.badValue]),
      ("REVIEW,5,open,\nPAYMENT,5,open,\n", [.missingMember]),
      ("CLAIM,3,open,\nCLAIM,3,open,\nREVIEW,5,open,\nPAYMENT,5,open,\n", [.duplicate]),
    ] as [(String, [PolicyFinding.Code])])
  func ownDeadlines(_ row: (rows: String, codes: [PolicyFinding.Code])) throws {
    var files = try ShippedPolicy.files()
    files.deadlines = Array("step,working_days,confidence,document\n\(row.rows)".utf8)
    do {
      let policy = try Policy(files)
      #expect(row.codes.isEmpty)
      let period = try #require(Quarter("2026Q1"))
      let due = try #require(policy.deadlines).due(period, calendar: policy.workingDays)
      #expect(due.map(\.by.description) == ["2026-03-25", "2026-04-01", "2026-04-09"])
      #expect(due.allSatisfy { !$0.isUnconfirmed })
      // A year whose notice is not on file is counted by the week, and says so.
      let later = try #require(Quarter("2027Q1"))
      #expect(
        try #require(policy.deadlines).due(later, calendar: policy.workingDays)
          .allSatisfy { $0.isUnconfirmed })
    } catch let refusal as PolicyRefusal {
      #expect(refusal.findings.map(\.code) == row.codes)
    }
  }
}
