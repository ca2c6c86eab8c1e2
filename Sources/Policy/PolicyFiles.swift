/// The bytes of the policy files of an office, or of the defaults that come with Mingdai.
///
/// Policy reads no folder: who calls decides where the files come from and keeps their digests.
public struct PolicyFiles: Hashable, Sendable {
  /// `regimes.json`: effective-dated regimes and `lprVerifiedUntil`.
  public var regimes: [UInt8]
  /// `lpr.csv`: the LPR by effective date.
  public var lpr: [UInt8]
  /// `towns.csv`: the towns of the county.
  public var towns: [UInt8]
  /// `categories.csv`: categories of borrowers.
  public var categories: [UInt8]
  /// `industries.csv`: the sections of GB/T 4754.
  public var industries: [UInt8]
  /// `overrides.json`: what local documents change of the regimes; optional.
  public var overrides: [UInt8]?
  /// `holidays.csv`: days off and weekend days worked; without it the week decides alone.
  public var holidays: [UInt8]?
  /// `deadlines.csv`: by when the steps of a settlement are due.
  public var deadlines: [UInt8]?

  /// Names the bytes of each file.
  public init(
    regimes: [UInt8], lpr: [UInt8], towns: [UInt8], categories: [UInt8], industries: [UInt8],
    overrides: [UInt8]? = nil, holidays: [UInt8]? = nil, deadlines: [UInt8]? = nil
  ) {
    self.regimes = regimes
    self.lpr = lpr
    self.towns = towns
    self.categories = categories
    self.industries = industries
    self.overrides = overrides
    self.holidays = holidays
    self.deadlines = deadlines
  }
}

/// The names of the policy files in a policy folder.
public enum PolicyFileName: String, Hashable, Sendable, CaseIterable {
  case regimes = "regimes.json"
  case lpr = "lpr.csv"
  case towns = "towns.csv"
  case categories = "categories.csv"
  case industries = "industries.csv"
  /// Optional; without it the national regimes hold as they are.
  case overrides = "overrides.json"
  case holidays = "holidays.csv"
  case deadlines = "deadlines.csv"
}
