import Quantities
import Testing

@Suite("SUBSIDY §1: days")
struct DayTests {
  /// Days of 1900 … 2200 counted one after the other, away from 1970-01-01 both ways.
  @Test("the calendar agrees with counting day after day, 1900–2200")
  func counting() {
    var number = 0
    for year in (1900..<1970).reversed() { number -= lengths(year).reduce(0, +) }
    #expect(number == -25_567)
    for year in 1900...2200 {
      for (month, length) in zip(1..., lengths(year)) {
        #expect(Day.daysInMonth(year: year, month: month) == length)
        for dayOfMonth in 1...length {
          let day = Day(number: Int32(number))
          guard Day(year: year, month: month, day: dayOfMonth) == day,
            day.civil == (year, month, dayOfMonth)
          else {
            Issue.record("\(year)-\(month)-\(dayOfMonth) is not day \(number)")
            return
          }
          number += 1
        }
        #expect(Day(year: year, month: month, day: length + 1) == nil)
      }
    }
    #expect(number == 84_371)
  }

  private func lengths(_ year: Int) -> [Int] {
    let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
    return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  }

  @Test(
    "no such day",
    arguments: [
      (2023, 2, 29), (1900, 2, 29), (2024, 0, 1), (2024, 13, 1), (2024, 1, 0), (2024, 4, 31),
      (0, 1, 1), (10_000, 1, 1), (2024, 1, -1),
    ])
  func noSuchDay(_ row: (Int, Int, Int)) {
    #expect(Day(year: row.0, month: row.1, day: row.2) == nil)
  }

  @Test(
    "adding months: a missing day falls on the last of its month",
    arguments: [
      ("2024-01-31", 1, "2024-02-29"), ("2023-01-31", 1, "2023-02-28"),
      ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"),
      ("2024-02-29", -12, "2023-02-28"), ("2024-03-31", -1, "2024-02-29"),
      ("2023-12-21", 3, "2024-03-21"), ("2024-01-15", -1, "2023-12-15"),
      ("2024-01-15", -13, "2022-12-15"), ("2024-08-31", 6, "2025-02-28"),
      ("2024-05-31", 0, "2024-05-31"), ("2099-12-31", 2, "2100-02-28"),
      ("0001-02-01", -1, "0001-01-01"),
    ])
  func addingMonths(_ row: (from: String, months: Int, to: String)) {
    #expect(Day(row.from)?.adding(months: row.months).description == row.to)
  }

  @Test("distance and order")
  func arithmetic() {
    let a = Day.of("2024-02-28")
    let b = Day.of("2024-03-01")
    #expect(b - a == 2)
    #expect(a + 2 == b)
    #expect(b - 2 == a)
    #expect(a < b && b < .farFuture)
  }

  @Test("ranges are half-open")
  func ranges() {
    let range = DayRange(from: Day.of("2024-03-21"), to: Day.of("2024-06-21"))
    #expect(range.count == 92)
    #expect(range.contains(range.from) && !range.contains(range.to))
    let late = DayRange(from: Day.of("2024-06-01"), to: Day.of("2024-12-01"))
    #expect(range.intersection(late).count == 20)
    let apart = DayRange(from: Day.of("2024-07-01"), to: Day.of("2024-08-01"))
    #expect(range.intersection(apart).isEmpty)
    #expect(range.intersection(apart).count == 0)
  }
}
