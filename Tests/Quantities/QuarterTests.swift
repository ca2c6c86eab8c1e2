import Quantities
import Testing

@Suite("SUBSIDY §2: settlement quarters from the 21st to the 21st")
struct QuarterTests {
  @Test(arguments: [
    ("2026Q1", "2025-12-21", "2026-01-21", "2026-02-21", "2026-03-21"),
    ("2026Q2", "2026-03-21", "2026-04-21", "2026-05-21", "2026-06-21"),
    ("2026Q3", "2026-06-21", "2026-07-21", "2026-08-21", "2026-09-21"),
    ("2026Q4", "2026-09-21", "2026-10-21", "2026-11-21", "2026-12-21"),
    ("1970Q1", "1969-12-21", "1970-01-21", "1970-02-21", "1970-03-21"),
    ("1901Q1", "1900-12-21", "1901-01-21", "1901-02-21", "1901-03-21"),
    ("9998Q4", "9998-09-21", "9998-10-21", "9998-11-21", "9998-12-21"),
  ])
  func days(_ row: (name: String, String, String, String, String)) throws {
    let quarter = try #require(Quarter(row.name))
    let cuts = try [row.1, row.2, row.3, row.4].map { try #require(Day($0)) }
    #expect(quarter.days == DayRange(from: cuts[0], to: cuts[3]))
    #expect(quarter.months == (0..<3).map { DayRange(from: cuts[$0], to: cuts[$0 + 1]) })
    #expect(quarter.description == row.name)
    #expect(Quarter(containing: cuts[0]) == quarter)
    #expect(Quarter(containing: cuts[3] - 1) == quarter)
    #expect(Quarter(containing: cuts[3]) != quarter)
  }

  @Test("every day of a century lies in exactly the quarter that names it")
  func containing() {
    var quarter = Quarter.of("2000Q1")
    for number in 10_950...47_000 {
      let day = Day(number: Int32(number))
      let found = Quarter(containing: day)
      if found != quarter {
        #expect(found == quarter.next)
        #expect(found.previous == quarter)
        #expect(quarter < found)
        #expect(quarter.days.to == day)
        quarter = found
      }
      guard quarter.days.contains(day) else {
        Issue.record("\(day) is not in \(quarter)")
        return
      }
    }
    #expect(quarter == Quarter.of("2098Q3"))
  }

  @Test(
    "not a quarter",
    arguments: [
      "2026Q0", "2026Q5", "2026q1", "2026-1", "26Q1", "2026Q", "2026Q11", "1900Q1", "9999Q1",
      "２０２６Q1", "",
    ])
  func refused(_ text: String) {
    #expect(Quarter(text) == nil)
  }
}
