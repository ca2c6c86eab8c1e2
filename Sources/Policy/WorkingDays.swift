public import Quantities

/// Which days are working days (工作日): Monday to Friday, except what the yearly notice of the
/// State Council says otherwise. SUBSIDY §6.
public struct WorkingDays: Hashable, Sendable {
  /// Days off by a notice; some lie on a weekend.
  public let holidays: Set<Day>
  /// Days of a weekend that are worked (调休上班).
  public let worked: Set<Day>

  /// The week alone, without a calendar.
  public static let weekOnly = WorkingDays(holidays: [], worked: [])

  /// Whether `day` is a working day.
  public func isWorkingDay(_ day: Day) -> Bool {
    if holidays.contains(day) { return false }
    return worked.contains(day) || day.weekday < 5
  }

  /// The last of `count` working days after `day`, which itself does not count.
  public func adding(_ count: Int, to day: Day) -> Day {
    var (left, current) = (count, day)
    while left > 0 {
      current = current + 1
      if isWorkingDay(current) { left -= 1 }
    }
    return current
  }

  /// How many working days lie in a range.
  public func workingDays(in range: DayRange) -> Int {
    guard range.from < range.to else { return 0 }
    return (range.from.number..<range.to.number).count { isWorkingDay(Day(number: $0)) }
  }

  /// How many working days come after a day, up to a last one, which counts; 0 once it is over.
  public func left(after day: Day, through last: Day) -> Int {
    workingDays(in: DayRange(from: day + 1, to: last + 1))
  }

  /// Whether the notice for a year is on file: each one names National Day. Without it Monday to
  /// Friday are taken for working days.
  public func isCovered(_ year: Int) -> Bool {
    Day(year: year, month: 10, day: 1).map(holidays.contains) ?? false
  }
}

extension Day {
  /// The day of the week, Monday 0 to Sunday 6.
  var weekday: Int {
    // 1970-01-01 was a Thursday.
    ((Int(number) + 3) % 7 + 7) % 7
  }
}

extension Lint {
  /// Reads `holidays.csv`: every day off and every weekend day worked, with its notice.
  mutating func workingDays(_ bytes: [UInt8]) -> WorkingDays {
    var holidays: Set<Day> = []
    var worked: Set<Day> = []
    var previous: Day?
    for row in rows(bytes, header: ["day", "kind", "name", "document"]) {
      let day = cell(row, 0, Grammar.day) { Day($0) }
      let off = cell(row, 1, "holiday（放假）或 workday（调休上班）") {
        ["holiday": true, "workday": false][$0]
      }
      _ = cell(row, 2, "节日名称", Grammar.words)
      _ = cell(row, 3, "文号", Grammar.words)
      guard let day, let off else { continue }
      if holidays.contains(day) || worked.contains(day) {
        report(.duplicate, line: row.line, "日期 \(day) 重复", remedy: "请删去重复的一行")
      } else if let previous, day < previous {
        report(
          .notAscending, line: row.line, "日期 \(day) 早于上一行的 \(previous)",
          remedy: "请按日期先后排列")
      }
      if !off, day.weekday < 5 {
        report(
          .contradiction, line: row.line, "调休上班日 \(day) 不是周六或周日，本来就上班",
          remedy: "请按放假通知核对日期")
      }
      previous = day
      if off { holidays.insert(day) } else { worked.insert(day) }
    }
    return WorkingDays(holidays: holidays, worked: worked)
  }
}
