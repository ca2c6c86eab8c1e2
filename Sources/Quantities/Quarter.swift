/// A settlement quarter: half-open from the 21st to the 21st. SUBSIDY §2.
///
/// `2026Q1` is [2025-12-21, 2026-03-21).
public struct Quarter: Hashable, Comparable, Sendable {
  /// The year in the quarter's name.
  public let year: Int
  /// The number in the quarter's name, 1…4.
  public let number: Int

  /// Makes a quarter, or nil when the number is not 1…4 or the year not 1901…9998.
  public init?(year: Int, number: Int) {
    guard (1901...9998).contains(year), (1...4).contains(number) else { return nil }
    self.year = year
    self.number = number
  }

  private init(index: Int) {
    year = index / 4
    number = index % 4 + 1
  }

  private var index: Int { year * 4 + number - 1 }

  /// The quarter whose period holds `day`.
  public init(containing day: Day) {
    let (year, month, dayOfMonth) = day.civil
    // Months since year 0 of the period's closing month: from the 21st on, the next one's.
    let months = year * 12 + (month - 1) + (dayOfMonth >= 21 ? 1 : 0)
    self.init(index: months / 3)
  }

  /// The quarter after this one.
  public var next: Quarter { Quarter(index: index + 1) }
  /// The quarter before this one.
  public var previous: Quarter { Quarter(index: index - 1) }

  /// The earlier quarter comes first.
  public static func < (a: Quarter, b: Quarter) -> Bool { a.index < b.index }

  /// The days of the quarter, [21st, 21st).
  public var days: DayRange {
    let end = months[2].to
    return DayRange(from: end.adding(months: -3), to: end)
  }

  /// The three months [21st, 21st) of the quarter: the rounding groups of a note that settles
  /// monthly.
  public var months: [DayRange] {
    // The quarter closes on the 21st of its third month: Q1 in March.
    let first = Day(number: 0).adding(months: (year - 1970) * 12 + (number * 3 - 1)) + 20
    return [-3, -2, -1].map {
      DayRange(from: first.adding(months: $0), to: first.adding(months: $0 + 1))
    }
  }
}
