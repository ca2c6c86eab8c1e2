public import Quantities

/// What one approved run says about one note and one quarter.
///
/// SUBSIDY §3.7.
public struct DisclosedQuarter: Hashable, Sendable {
  /// The settlement quarter.
  public var quarter: Quarter
  /// The days counted.
  public var days: Int
  /// The interest of the quarter, computed.
  public var interest: Fen
  /// The subsidy of the quarter, computed.
  public var subsidy: Fen
  /// The borrower's own part: interest − subsidy.
  ///
  /// SUBSIDY §3.5.
  public var borrower: Fen
  /// What the approved run pays; equal to `subsidy` unless tolerance or a resolution decided.
  public var payable: Fen
  /// The stretches the figures come from, ascending; nil shows 明细依法不公开 and the amount only.
  public var segments: [DisclosedSegment]?
  /// The day the run was approved.
  public var approvedOn: Day
  /// The rule's documents, `财金〔2023〕75号`.
  public var citation: String
  /// Whether the figure rests on policy data that the bureau has yet to confirm.
  public var unconfirmed: Bool

  /// Makes a quarter; `payable` defaults to the computed subsidy.
  public init(
    quarter: Quarter, days: Int, interest: Fen, subsidy: Fen, borrower: Fen, payable: Fen? = nil,
    segments: [DisclosedSegment]?, approvedOn: Day, citation: String, unconfirmed: Bool = false
  ) {
    self.quarter = quarter
    self.days = days
    self.interest = interest
    self.subsidy = subsidy
    self.borrower = borrower
    self.payable = payable ?? subsidy
    self.segments = segments
    self.approvedOn = approvedOn
    self.citation = citation
    self.unconfirmed = unconfirmed
  }
}

/// A stretch of days of equal balance, rate, loan year and eligibility.
///
/// SUBSIDY §3.7.
public struct DisclosedSegment: Hashable, Sendable {
  /// The days of the stretch, half-open.
  public var days: DayRange
  /// The balance on every day of it.
  public var balance: Fen
  /// The part of the balance that is subsidised: the cap cuts it.
  ///
  /// SUBSIDY §3.3.
  public var subsidisedBalance: Fen
  /// The local tier above the cap, where there is one.
  ///
  /// SUBSIDY §3.3.
  public var local: DisclosedLocal?
  /// The contract rate.
  public var rate: Rate
  /// The year of the loan, from 1.
  public var loanYear: Int
  /// Days in the year of the formula.
  public var dayBasis: DayBasis
  /// The rounding group: 0 for a quarter, 0…2 for the months of a monthly note.
  ///
  /// SUBSIDY §2.
  public var group: Int
  /// The rule that gives the subsidy, with its figures.
  public var rule: SubsidyRule
  /// Why the days are not subsidised; nil when they are.
  public var excluded: Exclusion?

  /// Whether the days bear interest at all: from the due day or a compensation on they do not.
  ///
  /// SUBSIDY §3.1, §3.2 f.
  public var bearsInterest: Bool

  /// Makes a stretch.
  public init(
    days: DayRange, balance: Fen, subsidisedBalance: Fen, local: DisclosedLocal? = nil,
    rate: Rate, loanYear: Int, dayBasis: DayBasis, group: Int = 0, rule: SubsidyRule,
    excluded: Exclusion? = nil, bearsInterest: Bool = true
  ) {
    self.bearsInterest = bearsInterest
    self.days = days
    self.balance = balance
    self.subsidisedBalance = subsidisedBalance
    self.local = local
    self.rate = rate
    self.loanYear = loanYear
    self.dayBasis = dayBasis
    self.group = group
    self.rule = rule
    self.excluded = excluded
  }
}

/// What the county or city subsidises above the national cap with money of its own.
///
/// SUBSIDY §3.3.
public struct DisclosedLocal: Hashable, Sendable {
  /// The part of the balance that is subsidised by both tiers together.
  public var balance: Fen
  /// The local cap.
  public var cap: Fen
  /// Who pays the local part, `市级 40%、县级 60%`.
  public var payers: String

  /// Makes a local tier.
  public init(balance: Fen, cap: Fen, payers: String) {
    self.balance = balance
    self.cap = cap
    self.payers = payers
  }
}

/// The four ways a regime turns a rate into a subsidy, with the figures that words need.
///
/// SUBSIDY §3.4.
public enum SubsidyRule: Hashable, Sendable {
  /// A fraction of the rate by loan year: 1, 2/3, 1/3, then 0.
  case steps(factor: Fraction)
  /// A fraction of the LPR.
  case shareOfLPR(lpr: Rate, fraction: Fraction)
  /// What the rate has above LPR − points; with `cap`, the rate counts up to LPR + cap only.
  case aboveLPRMinus(lpr: Rate, points: Rate, cap: Rate?)
  /// A fraction of the rate.
  case shareOfRate(fraction: Fraction)
}

/// Why days are not subsidised.
///
/// SUBSIDY §3.2.
public enum Exclusion: String, Hashable, Sendable, CaseIterable {
  case beyondTerm = "超过贴息期限"
  case afterDue = "已过到期日"
  case extensionWithoutBasis = "展期不贴息"
  case overdue = "逾期"
  case eligibilityLost = "资格丧失"
  case useLimit = "超过规定次数"
  case otherSubsidy = "已享受其他贴息"
  case compensated = "已代偿"
  case noPolicy = "无适用政策"

  /// Whether the reason may be published.
  ///
  /// Everything that says something about how a person pays or lives may not: such a quarter
  /// shows its amount only. DISCLOSURE §1.
  public var isPublic: Bool {
    switch self {
    case .beyondTerm, .useLimit, .noPolicy: true
    case .afterDue, .extensionWithoutBasis, .overdue, .eligibilityLost, .otherSubsidy,
      .compensated:
      false
    }
  }
}
