public import Quantities

/// The policy data of a county as of one version of its files: regimes, LPR, towns, categories,
/// industries and the calendar. SUBSIDY, head of the page.
///
/// A value of this type exists only when the files passed every lint.
public struct Policy: Hashable, Sendable {
  /// The national regimes, ascending, without gap or overlap.
  public let regimes: [Regime]
  /// What local documents change of them, in the order of the file.
  public let overrides: [PolicyOverride]
  /// The regimes as they hold in the county: cut where overrides begin and end, ascending, without
  /// gap or overlap. Without overrides, ``regimes``.
  public let regimesInForce: [Regime]
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
  /// By when the steps of a settlement are due; nil where no file says so.
  public let deadlines: SettlementDeadlines?

  /// Reads and lints the policy files.
  /// - Throws: every finding in all files together.
  public init(_ files: PolicyFiles) throws(PolicyRefusal) {
    var regimes = Lint(.regimes)
    var lpr = Lint(.lpr)
    var towns = Lint(.towns)
    var categories = Lint(.categories)
    var industries = Lint(.industries)
    var overrides = Lint(.overrides)
    var holidays = Lint(.holidays)
    var deadlines = Lint(.deadlines)
    let regimesFile = regimes.regimesFile(files.regimes)
    let rows = lpr.lprRows(files.lpr)
    self.towns = towns.towns(files.towns)
    self.categories = categories.categories(files.categories)
    self.industries = industries.industries(files.industries)
    // Judged against the regimes, so only where these are sound.
    self.overrides =
      files.overrides.flatMap { bytes in
        regimesFile.map { overrides.overrides(bytes, of: $0.regimes) }
      } ?? []
    workingDays = files.holidays.map { holidays.workingDays($0) } ?? .weekOnly
    self.deadlines = files.deadlines.map { deadlines.deadlines($0) }
    let findings = [regimes, lpr, towns, categories, industries, overrides, holidays, deadlines]
      .flatMap(\.findings)
    guard findings.isEmpty, let regimesFile else { throw PolicyRefusal(findings: findings) }
    self.regimes = regimesFile.regimes
    regimesInForce = regimesFile.regimes.flatMap { [own = self.overrides] in $0.cut(by: own) }
    self.lpr = LPRTable(rows: rows, verifiedUntil: regimesFile.lprVerifiedUntil)
  }

  /// The regime in force on a disbursement day, as overrides changed it; nil when there is none.
  public func regime(on disbursedOn: Day) -> Regime? {
    regimesInForce.first { $0.days.contains(disbursedOn) }
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
