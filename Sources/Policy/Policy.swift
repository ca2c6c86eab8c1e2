public import Quantities

/// The policy data of a county as of one version of its files: regimes, LPR, towns, categories,
/// industries and the calendar. SUBSIDY, head of the page.
///
/// A value of this type exists only when the files passed every lint.
public struct Policy: Hashable, Sendable {
  /// The regimes, ascending, without gap or overlap.
  public let regimes: [Regime]
  /// The LPR by effective date.
  public let lpr: LPRTable
  /// The towns in the order of the file.
  public let towns: [Town]
  /// The categories in the order of the file.
  public let categories: [Category]
  /// The sections of GB/T 4754.
  public let industries: [IndustrySection]
  /// Working days.
  public let workingDays: WorkingDays

  /// Reads and lints the policy files.
  /// - Throws: every finding in all files together.
  public init(_ files: PolicyFiles) throws(PolicyRefusal) {
    var regimes = Lint(.regimes)
    var lpr = Lint(.lpr)
    var towns = Lint(.towns)
    var categories = Lint(.categories)
    var industries = Lint(.industries)
    var calendar = Lint(.calendar)
    let regimesFile = regimes.regimesFile(files.regimes)
    let rows = lpr.lprRows(files.lpr)
    self.towns = towns.towns(files.towns)
    self.categories = categories.categories(files.categories)
    self.industries = industries.industries(files.industries)
    workingDays = files.calendar.map { calendar.workingDays($0) } ?? .weekOnly
    let findings = [regimes, lpr, towns, categories, industries, calendar].flatMap(\.findings)
    guard findings.isEmpty, let regimesFile else { throw PolicyRefusal(findings: findings) }
    self.regimes = regimesFile.regimes
    self.lpr = LPRTable(rows: rows, verifiedUntil: regimesFile.lprVerifiedUntil)
  }

  /// The regime in force on a disbursement day; nil when there is none.
  public func regime(on disbursedOn: Day) -> Regime? {
    regimes.first { $0.days.contains(disbursedOn) }
  }

  /// The town with a twelve-digit code.
  public func town(_ code: some StringProtocol) -> Town? { towns.first { $0.code == code } }

  /// The category with a two-digit code.
  public func category(_ code: some StringProtocol) -> Category? {
    categories.first { $0.code == code }
  }

  /// The section of an industry code: section letter and two digits, such as `A01`. Nil when the
  /// section does not exist or does not have the division.
  public func industry(_ code: some StringProtocol) -> IndustrySection? {
    let bytes = Array(code.utf8)
    guard bytes.count == 3, (0x30...0x39).contains(bytes[1]), (0x30...0x39).contains(bytes[2])
    else { return nil }
    let division = Int(bytes[1] - 0x30) * 10 + Int(bytes[2] - 0x30)
    return industries.first {
      $0.section.utf8.first == bytes[0] && $0.divisions.contains(division)
    }
  }
}
