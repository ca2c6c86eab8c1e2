import Quantities

/// The exact sums of a rounding group, rounded once at its end. SUBSIDY §2, §3.4.
struct GroupSums {
  private var interestDays = 0
  private var eligibleDays = 0
  private var interest: Int128 = 0
  private var eligibleInterest: Int128 = 0
  private var subsidy: Int128 = 0
  private var local: Int128 = 0

  mutating func add(_ segment: Segment) {
    guard segment.bearsInterest else { return }
    interestDays += segment.days.count
    interest += segment.interestNumerator
    guard segment.standing.isEligible else { return }
    eligibleDays += segment.days.count
    eligibleInterest += segment.interestNumerator
    subsidy += segment.subsidyNumerator
    local += segment.localNumerator
  }

  func figure(
    of days: DayRange, dayBasis: DayBasis, commonDenominator: Int64, hasLocalTier: Bool
  ) -> GroupFigure {
    var figure = GroupFigure(days: days)
    guard interestDays > 0 else { return figure }
    let denominator = Int128(dayBasis.millionfold)
    let common = Int128(commonDenominator)
    figure.interestDays = interestDays
    figure.eligibleDays = eligibleDays
    figure.interest = ExactFen(numerator: interest, denominator: denominator).rounded
    // Never more than the interest of the eligible days, compared before rounding. §3.4.
    let limit = eligibleInterest * common
    figure.limited = max(subsidy, local) > limit
    let subsidyDenominator = denominator * common
    figure.subsidy =
      ExactFen(numerator: min(subsidy, limit), denominator: subsidyDenominator).rounded
    if hasLocalTier {
      let whole = ExactFen(numerator: min(local, limit), denominator: subsidyDenominator)
      figure.localSubsidy = whole.rounded - figure.subsidy
    }
    return figure
  }
}
