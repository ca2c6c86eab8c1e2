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
  /// `calendar.csv`: days off and working days that differ from the week; optional.
  public var calendar: [UInt8]?

  /// Names the bytes of each file.
  public init(
    regimes: [UInt8], lpr: [UInt8], towns: [UInt8], categories: [UInt8], industries: [UInt8],
    calendar: [UInt8]? = nil
  ) {
    self.regimes = regimes
    self.lpr = lpr
    self.towns = towns
    self.categories = categories
    self.industries = industries
    self.calendar = calendar
  }
}

/// The names of the policy files in a policy folder.
public enum PolicyFileName: String, Hashable, Sendable, CaseIterable {
  case regimes = "regimes.json"
  case lpr = "lpr.csv"
  case towns = "towns.csv"
  case categories = "categories.csv"
  case industries = "industries.csv"
  /// Optional; without it the week decides alone.
  case calendar = "calendar.csv"
}
