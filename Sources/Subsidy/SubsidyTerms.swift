public import Quantities

/// What a regime grants one note, for its whole life. SUBSIDY §2, §3.3, §3.4.
public struct SubsidyTerms: Hashable, Sendable {
  /// The rule of the regime for the borrower's kind.
  public let rule: SubsidyRule
  /// The official 1-year LPR in force on signedOn.
  public let lpr: Rate
  /// The highest rate that counts, LPR + rateCapOverLPR, when the regime enforces it; nil
  /// otherwise. It acts in `aboveLPRMinus` alone.
  public let rateCap: Rate?
  /// Months from disbursedOn beyond which no day is eligible, except in a documented extension.
  public let termMonths: Int
  /// The highest use ordinal that is subsidised; nil when the regime has none.
  public let maxUses: Int?
  /// The balance that is subsidised at most; changes when notes of one contract share it.
  public var cap: Timeline<Fen>
  /// The cap of the local tier, where there is one. SUBSIDY §3.3.
  public var localCap: Timeline<Fen>?

  /// The least denominator in which every factor of the rule is whole.
  let commonDenominator: Int64

  /// Makes terms. The rule's factors must lie in [0, 1] and have a common denominator of at most
  /// `SubsidyRule.largestDenominator`; Policy refuses any other data.
  public init(
    rule: SubsidyRule, lpr: Rate, rateCap: Rate? = nil, termMonths: Int, maxUses: Int? = nil,
    cap: Timeline<Fen>, localCap: Timeline<Fen>? = nil
  ) {
    guard let commonDenominator = rule.commonDenominator else {
      preconditionFailure("policy data with such a rule are refused on loading")
    }
    self.rule = rule
    self.lpr = lpr
    self.rateCap = rateCap
    self.termMonths = termMonths
    self.maxUses = maxUses
    self.cap = cap
    self.localCap = localCap
    self.commonDenominator = commonDenominator
  }

  /// The subsidised rate of a day with contract rate `rate` in loan year `loanYear` (1, 2, …).
  /// SUBSIDY §3.4.
  public func applied(to rate: Rate, loanYear: Int) -> AppliedRate {
    switch rule {
    case .steps(let fractions):
      let beyond = loanYear > fractions.count
      return AppliedRate(
        base: rate, factor: beyond ? Fraction(whole: 0) : fractions[loanYear - 1])
    case .shareOfLPR(let fraction):
      return AppliedRate(base: lpr, factor: fraction)
    case .aboveLPRMinus(let points):
      let counted = rateCap.map { min(rate, $0) } ?? rate
      let base = max(Rate(ppm: 0), counted - (lpr - points))
      return AppliedRate(base: base, factor: Fraction(whole: 1))
    case .shareOfRate(let fraction):
      return AppliedRate(base: rate, factor: fraction)
    }
  }
}
