import Quantities

/// A bank's own sheet for one note and quarter, day by day over plain numbers, with any mistake
/// that a bank can make. It shares no arithmetic with what it is to be compared with.
struct BankSheet {
  /// How the subsidised rate of a day follows from the contract rate, in halves of a ppm.
  enum Rule {
    case halfOfRate
    case above(lpr: Int)

    func halves(_ rate: Int) -> Int {
      switch self {
      case .halfOfRate: rate
      case .above(let lpr): 2 * max(0, rate - (lpr - 15_000))
      }
    }
  }

  var days: Range<Int>
  var amount: Int
  var repayments: [(on: Int, principal: Int)] = []
  var rate: Int
  var rule: Rule
  var cap: Int?
  var basis = 360
  /// Days that are left out of the subsidy.
  var overdue: Range<Int> = 0..<0
  /// Where the sheet rounds: after each of these days, and at the end.
  var cuts: [Int] = []

  /// Days, interest and subsidy in fen.
  var figures: (days: Int, interest: Int, subsidy: Int) {
    var (interest, subsidy) = (0, 0)
    var group: (interest: Int128, subsidy: Int128) = (0, 0)
    func balance(_ day: Int) -> Int {
      amount - repayments.reduce(0) { $0 + ($1.on <= day ? $1.principal : 0) }
    }
    for day in days {
      let owed = balance(day)
      group.interest += Int128(owed * rate)
      if !overdue.contains(day) {
        group.subsidy += Int128(min(owed, cap ?? owed) * rule.halves(rate))
      }
      guard day + 1 == days.upperBound || cuts.contains(day + 1) else { continue }
      let year = Int128(basis * 1_000_000)
      interest += halfUp(group.interest, year)
      subsidy += halfUp(group.subsidy, 2 * year)
      group = (0, 0)
    }
    return (days.count, interest, subsidy)
  }

  /// A twelfth of a year for each of three whole months.
  var twelfths: (days: Int, interest: Int, subsidy: Int) {
    let year: Int128 = 12_000_000
    let owed = Int128(amount)
    return (
      days.count, halfUp(owed * Int128(rate) * 3, year),
      halfUp(owed * Int128(rule.halves(rate)) * 3, 2 * year)
    )
  }

  private func halfUp(_ a: Int128, _ b: Int128) -> Int { Int((2 * a + b) / (2 * b)) }
}
