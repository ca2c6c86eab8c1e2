/// An interest rate in parts per million per year: 3.65 % = 36 500 ppm. SUBSIDY §1.
public struct Rate: Hashable, Comparable, Sendable {
  /// The rate in parts per million per year.
  public var ppm: Int32

  /// Makes a rate of `ppm` parts per million per year.
  public init(ppm: Int32) { self.ppm = ppm }

  /// The lower rate comes first.
  public static func < (a: Rate, b: Rate) -> Bool { a.ppm < b.ppm }
  /// The sum of two rates, for "LPR plus so many points".
  public static func + (a: Rate, b: Rate) -> Rate { Rate(ppm: a.ppm + b.ppm) }
  /// The difference of two rates; may be negative.
  public static func - (a: Rate, b: Rate) -> Rate { Rate(ppm: a.ppm - b.ppm) }
}

/// Days in the year of the interest formula: 360 unless the contract says 365. SUBSIDY §3.
public enum DayBasis: Int32, Hashable, Sendable, CaseIterable {
  case actual360 = 360
  case actual365 = 365
}
