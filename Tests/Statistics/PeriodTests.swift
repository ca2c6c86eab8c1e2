import Quantities
import Statistics
import Testing

/// STATISTICS "Periods".
@Suite struct PeriodTests {
  @Test(arguments: [
    ("2026-03", "2026年3月", "2026-03-01", "2026-03-31", "2026-01-01"),
    ("2024-02", "2024年2月", "2024-02-01", "2024-02-29", "2024-01-01"),
    ("2025-12", "2025年12月", "2025-12-01", "2025-12-31", "2025-01-01"),
    ("2026-Q1", "2026年第1季度", "2026-01-01", "2026-03-31", "2026-01-01"),
    ("2026-Q4", "2026年第4季度", "2026-10-01", "2026-12-31", "2026-01-01"),
    ("2026", "2026年", "2026-01-01", "2026-12-31", "2026-01-01"),
    ("2026Q1", "2026年第1结息季度", "2025-12-21", "2026-03-20", "2025-12-21"),
    ("2026Q3", "2026年第3结息季度", "2026-06-21", "2026-09-20", "2025-12-21"),
  ])
  func days(
    code: String, name: String, from: String, to: String, yearFrom: String
  ) throws {
    let period = try known(StatisticsPeriod(code))
    #expect(period.code == code)
    #expect(period.name == name)
    #expect(period.days.from == (try day(from)))
    #expect(period.lastDay == (try day(to)))
    #expect(period.year == DayRange(from: try day(yearFrom), to: try day(to) + 1))
    #expect(period.days(of: .total) == nil)
    #expect(period.days(of: .period) == period.days)
  }

  @Test(arguments: [
    "", "2026-", "2026-13", "2026-00", "2026-3", "26-03", "2026-Q5", "2026-Q0", "2026Q5",
    "2026-03-01", "２０２６-03", "2026-+3", "1900", "+2026", "2026-03 ",
  ])
  func noPeriod(text: String) {
    #expect(StatisticsPeriod(text) == nil)
  }

  @Test func aQuarterIsItsThreeMonths() throws {
    let quarter = try known(StatisticsPeriod(year: 2025, quarter: 3))
    let months = try (7...9).map { try known(StatisticsPeriod(year: 2025, month: $0)) }
    #expect(months[0].days.from == quarter.days.from)
    #expect(months[0].days.to == months[1].days.from)
    #expect(months[1].days.to == months[2].days.from)
    #expect(months[2].days.to == quarter.days.to)
  }
}
