public import Quantities

/// How a regime computes its subsidy. SUBSIDY §3.4.
public enum SubsidyRule: Hashable, Sendable {
  /// sb · r · f(loan year); beyond the last step 0. 全额、三分之二、三分之一.
  case steps([Fraction])
  /// sb · LPR · fraction.
  case shareOfLPR(Fraction)
  /// sb · max(0, r′ − (LPR − points)): the borrower bears LPR − points.
  case aboveLPRMinus(points: Rate)
  /// sb · r · fraction.
  case shareOfRate(Fraction)

  /// The least denominator in which every factor of the rule is whole, or nil when it would
  /// exceed `SubsidyRule.largestDenominator` or a factor is not in [0, 1].
  public var commonDenominator: Int64? {
    switch self {
    case .steps(let fractions):
      var common: Int64 = 1
      for fraction in fractions {
        guard let next = SubsidyRule.common(common, fraction) else { return nil }
        common = next
      }
      return common
    case .shareOfLPR(let fraction), .shareOfRate(let fraction):
      return SubsidyRule.common(1, fraction)
    case .aboveLPRMinus:
      return 1
    }
  }

  /// Keeps every numerator far below 2^127: 10^15 fen × 10^6 ppm × 10^4 days × 10^6.
  public static let largestDenominator: Int64 = 1_000_000

  private static func common(_ a: Int64, _ fraction: Fraction) -> Int64? {
    guard fraction.numerator >= 0, fraction.numerator <= fraction.denominator,
      fraction.denominator <= largestDenominator
    else { return nil }
    var (x, y) = (a, fraction.denominator)
    while y != 0 { (x, y) = (y, x % y) }
    let multiple = a / x * fraction.denominator
    return multiple <= largestDenominator ? multiple : nil
  }
}

/// The rate at which a stretch of days is subsidised: `base` × `factor`. SUBSIDY §3.4.
public struct AppliedRate: Hashable, Sendable {
  /// r, the LPR, or max(0, r′ − (LPR − points)), as the rule says.
  public let base: Rate
  /// The share of `base` that is subsidised; 1 for `aboveLPRMinus`, 0 beyond the last step.
  public let factor: Fraction

  /// Makes the rate `base` × `factor`.
  public init(base: Rate, factor: Fraction) {
    self.base = base
    self.factor = factor
  }

  /// The subsidised rate in ppm per year as an exact fraction, for display.
  public var subsidisedRate: Fraction {
    Fraction(Int64(base.ppm) * factor.numerator, factor.denominator) ?? Fraction(whole: 0)
  }
}
