/// An exact fraction, for shares such as 2/3. The denominator is positive.
public struct Fraction: Hashable, Sendable {
  /// The number above the line.
  public let numerator: Int64
  /// The number below the line, at least 1.
  public let denominator: Int64

  /// Makes a fraction in lowest terms, or nil when the denominator is not positive.
  public init?(_ numerator: Int64, _ denominator: Int64) {
    guard denominator > 0 else { return nil }
    var (a, b) = (numerator.magnitude, denominator.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    let divisor = Int64(max(a, 1))
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }

  /// A whole number as a fraction.
  public init(whole: Int64) {
    numerator = whole
    denominator = 1
  }
}

/// An amount in fen as an exact fraction, before it is rounded. Sums stay exact. SUBSIDY §1.
///
/// Int128 suffices: 10^15 fen × 10^6 ppm × 100 days stays far below 2^127.
public struct ExactFen: Hashable, Sendable {
  /// The number above the line.
  public var numerator: Int128
  /// The number below the line, at least 1.
  public let denominator: Int128

  /// Makes an exact amount; the denominator must be positive.
  public init(numerator: Int128, denominator: Int128) {
    precondition(denominator > 0, "an exact amount has a positive denominator")
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Half up to the fen: the one place where Mingdai rounds money. SUBSIDY §1.
  ///
  /// Negative amounts never come here: an adjustment is the difference of two rounded figures.
  public var rounded: Fen {
    precondition(numerator >= 0, "an adjustment is a difference of rounded figures")
    let doubled = numerator * 2 + denominator
    return Fen(Int64(doubled / (denominator * 2)))
  }
}
