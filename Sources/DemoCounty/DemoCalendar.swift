import Quantities

/// When banks deliver and the bureau works.
struct DemoCalendar {
  /// The days on which banks deliver batches of facts, ascending: each holds what happened
  /// before it.
  let batchDays: [Day]
  private let quarters: [Quarter]

  /// Days from the end of a quarter to the bureau's computation. SUBSIDY §6.
  static let settlementDelay = 8

  /// Quarterly batches in the far past, monthly ones from a quarter before the first settled
  /// one, and a last one on the eve of today.
  init(_ options: DemoOptions) {
    quarters = options.claimedQuarters
    let monthlyFrom = quarters.first?.previous.days.from ?? options.today - 180
    var days: [Day] = []
    var quarter = Quarter(containing: options.firstDay)
    while quarter.days.from < options.today {
      if quarter.days.to <= monthlyFrom {
        days.append(quarter.days.to)
      } else {
        days += quarter.months.map(\.to)
      }
      quarter = quarter.next
    }
    let eve = options.today - 1
    batchDays = days.filter { $0 < eve } + [eve]
  }

  /// The settled quarter that ends with a batch day, or nil.
  func quarter(claimedAfter day: Day) -> Quarter? { quarters.first { $0.days.to == day } }

  /// Whether wrong packages are planted on a batch day: in recent time, where people look.
  func showsFaults(_ day: Day) -> Bool {
    quarters.first.map { $0.days.from <= day } ?? false
  }

  /// An hour of a day at UTC+08:00.
  func instant(_ day: Day, hour: Int) -> Instant {
    Instant(startOf: day) + Int64(hour) * 3600
  }
}
