public import Quantities

/// A stretch of days as a published derivation tells it, from which anybody can compute the
/// quarter again. SUBSIDY §3.7.
public struct Stretch: Hashable, Sendable {
  /// The days.
  public var days: DayRange
  /// The rounding group, from 0.
  public var group: Int
  /// The balance of each day.
  public var balance: Fen
  /// The balance that is subsidised.
  public var subsidisedBalance: Fen
  /// The balance under the local cap; nil without a local tier.
  public var localBalance: Fen?
  /// The contract rate.
  public var rate: Rate
  /// 360 or 365.
  public var dayBasis: DayBasis
  /// Whether the days bear interest.
  public var bearsInterest: Bool
  /// The rate that is subsidised; nil when the days are excluded.
  public var applied: AppliedRate?

  /// Describes a stretch.
  public init(
    days: DayRange, group: Int, balance: Fen, subsidisedBalance: Fen, localBalance: Fen? = nil,
    rate: Rate, dayBasis: DayBasis, bearsInterest: Bool, applied: AppliedRate?
  ) {
    self.days = days
    self.group = group
    self.balance = balance
    self.subsidisedBalance = subsidisedBalance
    self.localBalance = localBalance
    self.rate = rate
    self.dayBasis = dayBasis
    self.bearsInterest = bearsInterest
    self.applied = applied
  }

  /// A stretch of a derivation, as it is published.
  public init(_ segment: Segment) {
    self.init(
      days: segment.days, group: segment.group, balance: segment.balance,
      subsidisedBalance: segment.subsidisedBalance, localBalance: segment.localBalance,
      rate: segment.rate, dayBasis: segment.dayBasis, bearsInterest: segment.bearsInterest,
      applied: segment.applied)
  }
}

extension SubsidyFigure {
  /// The figure that published stretches come to: sums exact over each rounding group, rounded at
  /// its end, the subsidy limited to the interest of its days. SUBSIDY §3.
  ///
  /// Groups ascend and are of one day basis each; nil when they do not, or when the factors of a
  /// group have no common denominator of at most ``SubsidyRule/largestDenominator``.
  public init?(of stretches: [Stretch]) {
    self.init()
    var start = stretches.startIndex
    while start < stretches.endIndex {
      let first = stretches[start]
      let end = stretches[start...].firstIndex { $0.group != first.group } ?? stretches.endIndex
      let group = stretches[start..<end]
      guard start == 0 || stretches[start - 1].group < first.group,
        let common = SubsidyRule.steps(group.compactMap { $0.applied?.factor }).commonDenominator
      else { return nil }
      var sums = GroupSums()
      for stretch in group {
        guard stretch.dayBasis == first.dayBasis else { return nil }
        sums.add(stretch.segment(common))
      }
      let figure = sums.figure(
        of: first.days, dayBasis: first.dayBasis, commonDenominator: common,
        hasLocalTier: group.contains { $0.localBalance != nil })
      days += figure.interestDays
      eligibleDays += figure.eligibleDays
      interest += figure.interest
      subsidy += figure.subsidy
      localSubsidy += figure.localSubsidy
      limited = limited || figure.limited
      start = end
    }
  }
}

extension Stretch {
  /// The exact numerators of the stretch, over the common denominator of its group's factors.
  fileprivate func segment(_ common: Int64) -> Segment {
    let count = Int64(days.count)
    let weight =
      applied.map {
        Int64($0.base.ppm) * count * $0.factor.numerator * (common / $0.factor.denominator)
      } ?? 0
    return Segment(
      days: days, group: group, balance: balance, subsidisedBalance: subsidisedBalance,
      localBalance: localBalance, rate: rate, loanYear: 1,
      standing: applied == nil ? .excluded(.noPolicy) : .eligible, bearsInterest: bearsInterest,
      applied: applied,
      interestNumerator: bearsInterest
        ? Int128(balance.value) * Int128(Int64(rate.ppm) * count) : 0,
      subsidyNumerator: Int128(subsidisedBalance.value) * Int128(weight),
      localNumerator: Int128(localBalance?.value ?? 0) * Int128(weight),
      subsidyDenominator: Int128(dayBasis.millionfold * common), dayBasis: dayBasis)
  }
}
