public import Quantities

/// What a regime grants one note, for its whole life. SUBSIDY §2, §3.3, §3.4.
public struct SubsidyTerms: Hashable, Sendable {
  /// The rule of the regime for the borrower's kind.
  public var rule: SubsidyRule { grant.rule }
  /// The official 1-year LPR in force on signedOn.
  public var lpr: Rate { grant.lpr }
  /// The highest rate that counts, LPR + rateCapOverLPR, when the regime enforces it; nil
  /// otherwise. It acts in `aboveLPRMinus` alone.
  public var rateCap: Rate? { grant.rateCap }
  /// Months from disbursedOn beyond which no day is eligible, except in a documented extension.
  public var termMonths: Int { grant.termMonths }
  /// The highest use ordinal that is subsidised; nil when the regime has none.
  public var maxUses: Int? { grant.maxUses }
  /// The balance that is subsidised at most; changes when notes of one contract share it.
  public var cap: Timeline<Fen> {
    get { grant.cap }
    set { grant = Grant(grant, cap: newValue, localCap: grant.localCap) }
  }
  /// The cap of the local tier, where there is one. SUBSIDY §3.3.
  public var localCap: Timeline<Fen>? {
    get { grant.localCap }
    set { grant = Grant(grant, cap: grant.cap, localCap: newValue) }
  }
  /// The least denominator in which every factor of the rule is whole.
  var commonDenominator: Int64 { grant.commonDenominator }

  private var grant: Grant

  /// All of it behind one reference: terms are handed around for every note.
  private final class Grant: Hashable, Sendable {
    let rule: SubsidyRule
    let lpr: Rate
    let rateCap: Rate?
    let termMonths: Int
    let maxUses: Int?
    let cap: Timeline<Fen>
    let localCap: Timeline<Fen>?
    let commonDenominator: Int64

    init(
      rule: SubsidyRule, lpr: Rate, rateCap: Rate?, termMonths: Int, maxUses: Int?,
      cap: Timeline<Fen>, localCap: Timeline<Fen>?, commonDenominator: Int64
    ) {
      self.rule = rule
      self.lpr = lpr
      self.rateCap = rateCap
      self.termMonths = termMonths
      self.maxUses = maxUses
      self.cap = cap
      self.localCap = localCap
      self.commonDenominator = commonDenominator
    }

    convenience init(_ other: Grant, cap: Timeline<Fen>, localCap: Timeline<Fen>?) {
      self.init(
        rule: other.rule, lpr: other.lpr, rateCap: other.rateCap, termMonths: other.termMonths,
        maxUses: other.maxUses, cap: cap, localCap: localCap,
        commonDenominator: other.commonDenominator)
    }

    static func == (a: Grant, b: Grant) -> Bool {
      a === b
        || a.rule == b.rule && a.lpr == b.lpr && a.rateCap == b.rateCap
          && a.termMonths == b.termMonths && a.maxUses == b.maxUses && a.cap == b.cap
          && a.localCap == b.localCap
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(rule)
      hasher.combine(lpr)
      hasher.combine(rateCap)
      hasher.combine(termMonths)
      hasher.combine(maxUses)
      hasher.combine(cap)
      hasher.combine(localCap)
    }
  }

  /// Makes terms. The rule's factors must lie in [0, 1] and have a common denominator of at most
  /// `SubsidyRule.largestDenominator`; Policy refuses any other data.
  public init(
    rule: SubsidyRule, lpr: Rate, rateCap: Rate? = nil, termMonths: Int, maxUses: Int? = nil,
    cap: Timeline<Fen>, localCap: Timeline<Fen>? = nil
  ) {
    guard let commonDenominator = rule.commonDenominator else {
      preconditionFailure("policy data with such a rule are refused on loading")
    }
    grant = Grant(
      rule: rule, lpr: lpr, rateCap: rateCap, termMonths: termMonths, maxUses: maxUses,
      cap: cap, localCap: localCap, commonDenominator: commonDenominator)
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
