/// A civil day without a time zone: the number of days since 1970-01-01. SUBSIDY §1.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01, negative before.
  public var number: Int32

  /// Makes a day from its number.
  public init(number: Int32) { self.number = number }

  /// Makes the day of a proleptic Gregorian date, or nil when there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.daysInMonth(year: year, month: month)
    else { return nil }
    self.init(civilYear: year, month: month, day: day)
  }

  /// Days-from-civil after Howard Hinnant's published algorithm: years begin in March, so that
  /// the leap day is the last of its year.
  private init(civilYear year: Int, month: Int, day: Int) {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.number = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Year, month 1…12 and day 1…31 of this day.
  public var civil: (year: Int, month: Int, day: Int) {
    let z = Int(number) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, day)
  }

  /// Days in a month of the Gregorian calendar.
  public static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// After every day of the calendar: the end of what has not ended. Only for comparing.
  public static let farFuture = Day(number: .max)

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The earlier day comes first.
  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }
  /// The day `days` later.
  public static func + (a: Day, days: Int) -> Day { Day(number: a.number + Int32(days)) }
  /// The day `days` earlier.
  public static func - (a: Day, days: Int) -> Day { Day(number: a.number - Int32(days)) }
  /// Days from `b` to `a`.
  public static func - (a: Day, b: Day) -> Int { Int(a.number) - Int(b.number) }

  /// The same day of the month `months` later; a day that month does not have falls on its last
  /// day (31 January + 1 month = 28 or 29 February). SUBSIDY §2.
  public func adding(months: Int) -> Day {
    let (year, month, day) = civil
    let total = year * 12 + (month - 1) + months
    let newYear = total >= 0 ? total / 12 : (total - 11) / 12
    let newMonth = total - newYear * 12 + 1
    let last = Day.daysInMonth(year: newYear, month: newMonth)
    return Day(civilYear: newYear, month: newMonth, day: min(day, last))
  }
}

/// A half-open range of days `[from, to)`; empty when `to <= from`. SUBSIDY §1.
public struct DayRange: Hashable, Sendable {
  /// The first day of the range.
  public var from: Day
  /// The day after the last day of the range.
  public var to: Day

  /// Makes the range `[from, to)`.
  public init(from: Day, to: Day) {
    self.from = from
    self.to = to
  }

  /// The number of days, 0 when empty.
  public var count: Int { max(0, to - from) }
  /// Whether the range holds no day.
  public var isEmpty: Bool { to <= from }
  /// Whether `day` lies in the range.
  public func contains(_ day: Day) -> Bool { from <= day && day < to }
  /// The days that lie in both ranges.
  public func intersection(_ other: DayRange) -> DayRange {
    DayRange(from: max(from, other.from), to: min(to, other.to))
  }
}
