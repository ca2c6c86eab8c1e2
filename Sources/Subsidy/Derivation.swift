public import Quantities

/// A stretch of days with equal balance, rate, loan year and standing. SUBSIDY §3.7.
///
/// Interest of the stretch = `interestNumerator` / (`dayBasis` · 10⁶) fen; subsidy =
/// `subsidyNumerator` / `subsidyDenominator` fen, before the limit of §3.4. Amounts are rounded
/// once per rounding group, never per segment.
public struct Segment: Hashable, Sendable {
  /// The days of the stretch.
  public let days: DayRange
  /// The rounding group it belongs to, counted from 0.
  public let group: Int
  /// The balance of each day.
  public let balance: Fen
  /// The balance that is subsidised: min(balance, cap). Zero without applicable policy.
  public let subsidisedBalance: Fen
  /// min(balance, local cap), where the terms have a local tier.
  public let localBalance: Fen?
  /// The contract rate.
  public let rate: Rate
  /// 1 from disbursedOn, 2 from the first anniversary, ….
  public let loanYear: Int
  /// Whether the days are eligible, and why not.
  public let standing: Standing
  /// False from the current due day or from compensation on: such days cost no interest here.
  public let bearsInterest: Bool
  /// The rate that is subsidised; nil when the days are excluded.
  public let applied: AppliedRate?
  /// balance · rate · days; 0 when no interest counts.
  public let interestNumerator: Int128
  /// subsidisedBalance · applied rate · days, over `subsidyDenominator`; 0 when excluded.
  public let subsidyNumerator: Int128
  /// The same with `localBalance`; 0 without a local tier.
  public let localNumerator: Int128
  /// dayBasis · 10⁶ · the common denominator of the rule's factors.
  public let subsidyDenominator: Int128
  /// 360 or 365.
  public let dayBasis: DayBasis
}

/// The figures of one rounding group: a quarter, or a month of a note that settles monthly.
/// SUBSIDY §2, §3.4.
public struct GroupFigure: Hashable, Sendable {
  /// The days of the group.
  public let days: DayRange
  /// Days that bear interest.
  public var interestDays = 0
  /// Those of them that are eligible.
  public var eligibleDays = 0
  /// Interest, rounded.
  public var interest = Fen.zero
  /// Subsidy of the national tier, limited, rounded.
  public var subsidy = Fen.zero
  /// Subsidy of the local tier: the rounded whole less `subsidy`.
  public var localSubsidy = Fen.zero
  /// Whether the interest of the eligible days limited the subsidy.
  public var limited = false
}

/// The derivation of a figure: every segment and every rounding group, in order. SUBSIDY §3.7.
///
/// Meant to be reused: a new computation replaces the content and keeps the memory.
public struct Derivation: Hashable, Sendable {
  /// The segments, ascending by day.
  public internal(set) var segments: [Segment] = []
  /// The rounding groups, ascending by day.
  public internal(set) var groups: [GroupFigure] = []

  /// Makes an empty derivation.
  public init() {}
}

/// What is computed for one note and one settlement period. SUBSIDY §3.
public struct SubsidyFigure: Hashable, Sendable {
  /// Days of the period that bear interest.
  public var days = 0
  /// Those of them that are eligible.
  public var eligibleDays = 0
  /// Interest (利息), the sum of the rounded groups.
  public var interest = Fen.zero
  /// Subsidy of the national tier (财政贴息), the sum of the rounded groups.
  public var subsidy = Fen.zero
  /// Subsidy of the local tier above it (local money only); zero where there is none.
  public var localSubsidy = Fen.zero
  /// Whether the subsidy of any rounding group was limited to its interest. SUBSIDY §3.4.
  public var limited = false

  /// Makes a figure of nothing.
  public init() {}

  /// 个人承担: never rounded on its own, so that the sum is exact. SUBSIDY §3.5.
  public var borrower: Fen { interest - subsidy - localSubsidy }
}
