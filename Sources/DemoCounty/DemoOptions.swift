public import LoanBook
public import Quantities

/// What a synthetic county is made from. The same options give the same records, byte for byte.
public struct DemoOptions: Hashable, Sendable {
  /// Everything random follows from it.
  public var seed: UInt64
  /// The number of notes disbursed by all banks, at least 1.
  public var notes: Int
  /// The year of the first disbursement; 2016 brings the oldest regime in.
  public var firstYear: Int
  /// The day on which the county is looked at; nothing is dated after it.
  public var today: Day
  /// The number of settled quarters, the last of them the newest whose claims can be filed by
  /// ``today``.
  public var settledQuarters: Int
  /// Whether wrong and hostile packages are planted among the good ones.
  public var plantsWrongPackages: Bool
  /// The code of the system that receives the packages.
  public var receiver: PartyCode

  /// Options for a county as `mingdai demo` shows it, on 2 July 2026.
  public init(
    seed: UInt64 = 1, notes: Int = 2000, firstYear: Int = 2019,
    today: Day = Day(number: 20_636), settledQuarters: Int = 6,
    plantsWrongPackages: Bool = true, receiver: PartyCode
  ) {
    precondition(notes >= 1 && settledQuarters >= 0, "a county has notes")
    self.seed = seed
    self.notes = notes
    self.firstYear = firstYear
    self.today = today
    self.settledQuarters = settledQuarters
    self.plantsWrongPackages = plantsWrongPackages
    self.receiver = receiver
  }

  /// The quarters settled in the demo, oldest first: the newest is the last one whose run could
  /// be approved before ``today``.
  public var claimedQuarters: [Quarter] {
    var quarter = Quarter(containing: today).previous
    while quarter.days.to + DemoCalendar.settlementDelay + 1 >= today { quarter = quarter.previous }
    var quarters: [Quarter] = []
    for _ in 0..<settledQuarters {
      quarters.append(quarter)
      quarter = quarter.previous
    }
    return quarters.reversed()
  }

  /// Days from the end of a quarter to the claims of its notes. SUBSIDY §6.
  static let claimDelayDays = 4
}
