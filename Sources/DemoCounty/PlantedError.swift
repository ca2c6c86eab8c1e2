public import LoanBook
public import Quantities
public import Settlement

/// An error planted in the claims of a quarter, so that a test or the demo can say what was
/// planted and what the settlement found.
public struct PlantedError: Hashable, Sendable {
  /// The bank that claims.
  public let bank: PartyCode
  /// The note claimed for; for ``ClaimFault/unknownNote`` a number that does not exist.
  public let noteNo: NoteNo
  /// The quarter claimed for.
  public let period: Quarter
  /// What is wrong.
  public let fault: ClaimFault
  /// The class that the comparison must find. SUBSIDY §4.
  public let expected: ComparisonClass
}

/// How a bank's clerk went wrong in a claim.
public enum ClaimFault: String, Hashable, Sendable, CaseIterable {
  /// The note number was mistyped.
  case unknownNote
  /// The note was claimed twice.
  case claimedTwice
  /// The note has no eligible day, and was claimed as if it had.
  case notEligible
  /// The note was forgotten.
  case forgotten
  /// A few fen off.
  case fewFen
  /// The last day was counted too.
  case oneDayMore
  /// The first day was left out.
  case oneDayLess
  /// The LPR of the period's first day was used instead of the day of signing.
  case otherLPR
  /// 365 days to the year instead of 360.
  case basis365
  /// A twelfth of the year for each month.
  case monthTwelfth
  /// Overdue days were counted.
  case overdueCounted
  /// A repayment was overlooked.
  case repaymentMissed
  /// The cap was ignored.
  case capIgnored
  /// Figures of two notes were swapped in the sheet: no cause can be told.
  case slipOfTheHand
  /// The day on which the borrower paid the interest is missing.
  case interestDayMissing

  /// The cause that the settlement should find, where one can be told from the figures.
  /// SUBSIDY §4.
  public var expectedCause: DifferenceCause? {
    switch self {
    case .oneDayMore: .oneDayMore
    case .oneDayLess: .oneDayLess
    case .otherLPR: .otherLPR
    case .basis365: .otherDayBasis
    case .monthTwelfth: .monthTwelfth
    case .overdueCounted: .overdueNotExcluded
    case .repaymentMissed: .repaymentMissed
    case .capIgnored: .capIgnored
    case .unknownNote, .claimedTwice, .notEligible, .forgotten, .fewFen, .slipOfTheHand,
      .interestDayMissing:
      nil
    }
  }

  /// What was done, in an official's words.
  public var words: String {
    switch self {
    case .unknownNote: "借据号写错"
    case .claimedTwice: "同一借据重复申请"
    case .notEligible: "无贴息资格仍申请"
    case .forgotten: "漏报"
    case .fewFen: "尾差几分"
    case .oneDayMore: "多算一天"
    case .oneDayLess: "少算一天"
    case .otherLPR: "用错 LPR"
    case .basis365: "按 365 天计息"
    case .monthTwelfth: "按月十二分之一计息"
    case .overdueCounted: "逾期天数未剔除"
    case .repaymentMissed: "漏记还款"
    case .capIgnored: "超过额度上限部分也申请"
    case .slipOfTheHand: "金额抄错"
    case .interestDayMissing: "未填付息日期"
    }
  }
}
