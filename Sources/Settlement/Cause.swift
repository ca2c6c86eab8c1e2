/// Why a bank's figure differs from the computed one: the one thing that, changed in the
/// computation, gives the claimed subsidy. SUBSIDY §4 "Cause".
public enum DifferenceCause: String, Hashable, Sendable, CaseIterable {
  /// The bank counted a day more.
  case oneDayMore = "ONE_DAY_MORE"
  /// The bank counted a day less.
  case oneDayLess = "ONE_DAY_LESS"
  /// Another LPR than the official one of signedOn.
  case otherLPR = "OTHER_LPR"
  /// 365 days to the year for 360, or the other way round.
  case otherDayBasis = "OTHER_DAY_BASIS"
  /// A twelfth of a year for each month; usual with instalment loans.
  case monthTwelfth = "MONTH_TWELFTH"
  /// Overdue days were not excluded.
  case overdueNotExcluded = "OVERDUE_NOT_EXCLUDED"
  /// A repayment was missed.
  case repaymentMissed = "REPAYMENT_MISSED"
  /// The cap was ignored.
  case capIgnored = "CAP_IGNORED"
  /// Another regime than the one in force on disbursedOn.
  case otherRegime = "OTHER_REGIME"
  /// Rounded per month, or per quarter by a note that settles monthly.
  case otherRounding = "OTHER_ROUNDING"

  /// The cause in the words of officials.
  public var title: String {
    switch self {
    case .oneDayMore: "多计一天"
    case .oneDayLess: "少计一天"
    case .otherLPR: "LPR取值不同"
    case .otherDayBasis: "年天数口径不同（360/365）"
    case .monthTwelfth: "按月（十二分之一年）计息"
    case .overdueNotExcluded: "逾期期间未扣除"
    case .repaymentMissed: "未计入还款"
    case .capIgnored: "未按额度上限计算"
    case .otherRegime: "适用政策时段不同"
    case .otherRounding: "按月（季）四舍五入口径不同"
    }
  }
}
