public import Quantities

/// The days that a report is about. STATISTICS "Periods".
public struct StatisticsPeriod: Hashable, Sendable {
  /// The code, as it is typed: `2026-03`, `2026-Q1` (calendar) or `2026Q1` (settlement).
  public let code: String
  /// The name in Chinese.
  public let name: String
  /// The days of the period.
  public let days: DayRange
  /// From the first day of the year to the end of the period.
  public let year: DayRange

  /// A calendar month, or nil when there is none.
  public init?(year: Int, month: Int) {
    self.init(
      code: "\(StatisticsPeriod.padded(year, 4))-\(StatisticsPeriod.padded(month, 2))",
      name: "\(year)年\(month)月", year: year, firstMonth: month, months: 1)
  }

  /// A calendar quarter, the sum of its three months, or nil when there is none.
  public init?(year: Int, quarter: Int) {
    guard (1...4).contains(quarter) else { return nil }
    self.init(
      code: "\(StatisticsPeriod.padded(year, 4))-Q\(quarter)", name: "\(year)年第\(quarter)季度",
      year: year, firstMonth: quarter * 3 - 2, months: 3)
  }

  /// A calendar year, for the repayment rate of last year, or nil when there is none.
  public init?(year: Int) {
    self.init(
      code: StatisticsPeriod.padded(year, 4), name: "\(year)年", year: year, firstMonth: 1,
      months: 12)
  }

  /// A settlement quarter, from the 21st to the 21st. SUBSIDY §2.
  public init(settlement quarter: Quarter) {
    code = quarter.description
    name = "\(quarter.year)年第\(quarter.number)结息季度"
    days = quarter.days
    let first = Quarter(year: quarter.year, number: 1) ?? quarter
    year = DayRange(from: first.days.from, to: quarter.days.to)
  }

  /// Reads `2026-03`, `2026-Q1`, `2026Q1` or `2026`; nil otherwise.
  public init?(_ text: some StringProtocol) {
    if let quarter = Quarter(text) {
      self.init(settlement: quarter)
      return
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let head = parts.first, head.utf8.count == 4, let year = Self.number(head),
      parts.count <= 2
    else { return nil }
    guard parts.count == 2 else {
      self.init(year: year)
      return
    }
    let tail = parts[1]
    guard tail.utf8.count == 2 else { return nil }
    if tail.utf8.first == 0x51 {
      guard let quarter = Self.number(tail.dropFirst()) else { return nil }
      self.init(year: year, quarter: quarter)
    } else {
      guard let month = Self.number(tail) else { return nil }
      self.init(year: year, month: month)
    }
  }

  /// The last day of the period: the day on whose end the figures of stock are taken.
  public var lastDay: Day { days.to - 1 }

  /// The days of a span; nil for all days up to the end of the period.
  public func days(of span: StatisticsSpan) -> DayRange? {
    switch span {
    case .period: days
    case .year: year
    case .total: nil
    }
  }

  private init?(code: String, name: String, year: Int, firstMonth: Int, months: Int) {
    guard (1901...9998).contains(year), let first = Day(year: year, month: firstMonth, day: 1),
      let newYear = Day(year: year, month: 1, day: 1)
    else { return nil }
    self.code = code
    self.name = name
    days = DayRange(from: first, to: first.adding(months: months))
    self.year = DayRange(from: newYear, to: days.to)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  private static func number(_ text: some StringProtocol) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}

/// Over which days a figure of flow sums.
public enum StatisticsSpan: String, Hashable, Sendable, CaseIterable {
  /// 当期
  case period
  /// 本年累计
  case year
  /// 累计, from the first note on file
  case total

  /// The name in Chinese.
  public var name: String {
    switch self {
    case .period: "当期"
    case .year: "本年累计"
    case .total: "累计"
    }
  }
}
