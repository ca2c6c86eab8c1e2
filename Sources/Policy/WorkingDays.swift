public import Quantities

/// Which days are working days (工作日): Monday to Friday, except what the yearly notice of the
/// State Council says otherwise.
public struct WorkingDays: Hashable, Sendable {
  /// Weekdays that are days off.
  public let daysOff: Set<Day>
  /// Days of a weekend that are worked.
  public let worked: Set<Day>

  /// The week alone, without a calendar.
  public static let weekOnly = WorkingDays(daysOff: [], worked: [])

  /// Whether `day` is a working day.
  public func contains(_ day: Day) -> Bool {
    if daysOff.contains(day) { return false }
    if worked.contains(day) { return true }
    // 1970-01-01 was a Thursday: Monday is 0.
    let weekday = ((Int(day.number) + 3) % 7 + 7) % 7
    return weekday < 5
  }

  /// The last of `count` working days after `day`, which itself does not count.
  public func day(_ count: Int, after day: Day) -> Day {
    var (left, current) = (count, day)
    while left > 0 {
      current = current + 1
      if contains(current) { left -= 1 }
    }
    return current
  }
}

extension Lint {
  /// Reads `calendar.csv`: `off` and `work` days that differ from the week.
  mutating func workingDays(_ bytes: [UInt8]) -> WorkingDays {
    var daysOff: Set<Day> = []
    var worked: Set<Day> = []
    var previous: Day?
    for row in rows(bytes, header: ["day", "kind", "name"]) {
      let day = cell(row, 0, Grammar.day) { Day($0) }
      let off = cell(row, 1, "off 或 work") { ["off": true, "work": false][$0] }
      guard let day, let off else { continue }
      if let previous, day <= previous {
        report(
          .notAscending, line: row.line, "日期 \(day) 不晚于上一行的 \(previous)",
          remedy: "请按日期先后排列，每日一行")
      }
      previous = day
      if off { daysOff.insert(day) } else { worked.insert(day) }
    }
    return WorkingDays(daysOff: daysOff, worked: worked)
  }
}
