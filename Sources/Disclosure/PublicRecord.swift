public import Quantities

/// A loan as everybody may see it.
///
/// Only `MaskingPolicy.disclose` makes one, so that a page can never be given an unmasked name.
/// DISCLOSURE §1.
public struct PublicRecord: Hashable, Sendable {
  /// A quarter as everybody may see it.
  public struct Quarter: Hashable, Sendable {
    /// The settlement quarter.
    public let quarter: Quantities.Quarter
    /// What the approved run pays.
    public let payable: Fen
    /// The day the run was approved.
    public let approvedOn: Day
    /// The rule's documents.
    public let citation: String
    /// Whether the figure rests on policy data yet to be confirmed.
    public let unconfirmed: Bool
    /// The computation; nil when the law keeps it closed (明细依法不公开).
    public let detail: Detail?
  }

  /// Days, interest and stretches of a quarter that is open.
  public struct Detail: Hashable, Sendable {
    /// The days counted.
    public let days: Int
    /// The interest.
    public let interest: Fen
    /// The subsidy as computed.
    public let subsidy: Fen
    /// The borrower's own part.
    public let borrower: Fen
    /// The stretches, ascending.
    public let segments: [DisclosedSegment]
  }

  /// The record number.
  public let number: RecordNumber
  /// Who borrows.
  public let kind: BorrowerKind
  /// The borrower's name as it may be shown.
  public let applicant: String
  /// Whether that name is masked.
  public let isMasked: Bool
  /// The name of the business, as it may be shown.
  public let entityName: String?
  /// The startup project, as it may be shown.
  public let project: String
  /// The section of GB/T 4754.
  public let industry: Labelled
  /// The town.
  public let town: Labelled
  /// The bank.
  public let bank: Labelled
  /// The amount disbursed.
  public let amount: Fen
  /// The term in months.
  public let termMonths: Int
  /// The day of disbursement where it is public; otherwise its month, as its first day.
  public let disbursedOn: Day
  /// Whether the day of disbursement is public.
  public let showsDay: Bool
  /// The state of the loan.
  public let state: LoanState
  /// The kind of guarantee in words.
  public let guarantee: String
  /// Jobs, where stated.
  public let jobs: Int?
  /// The revision, from 1.
  public let revision: Int
  /// The day of the first revision.
  public let firstPublishedOn: Day
  /// The day of publication of this revision.
  public let publishedOn: Day
  /// Approved quarters, ascending.
  public let quarters: [Quarter]

  /// What approved runs have paid for this loan so far.
  public var subsidySoFar: Fen { quarters.reduce(.zero) { $0 + $1.payable } }
  /// The month of disbursement, as its first day.
  public var disbursedMonth: Day { disbursedOn.firstOfMonth }
  /// The day the term ends.
  public var dueOn: Day { disbursedOn.adding(months: termMonths) }
}

extension PublicRecord {
  init(masking candidate: DisclosureCandidate, by policy: MaskingPolicy) {
    let masked = policy.form(of: candidate.kind) == .masked
    let name = candidate.applicantName
    func shown(_ text: String) -> String { masked ? Mask.text(text, of: name) : text }
    number = candidate.number
    kind = candidate.kind
    isMasked = masked
    applicant =
      !masked ? name : candidate.kind == .enterprise ? Mask.entity(name) : Mask.name(name)
    entityName = candidate.entityName.map(shown)
    project = shown(candidate.projectName)
    industry = candidate.industry
    town = candidate.town
    bank = candidate.bank
    amount = candidate.amount
    termMonths = candidate.termMonths
    showsDay = policy.showsDay
    disbursedOn = showsDay ? candidate.disbursedOn : candidate.disbursedOn.firstOfMonth
    state = candidate.state
    guarantee = candidate.guarantee
    jobs = candidate.jobs
    revision = candidate.revision
    firstPublishedOn = candidate.publishedOn
    publishedOn = candidate.publishedOn
    quarters = candidate.quarters.map(Quarter.init(opening:))
  }
}

extension PublicRecord.Quarter {
  /// One stretch excluded for a reason that is nobody's business closes the whole quarter: its
  /// days would tell the reason.
  ///
  /// Checked here as well as by whoever fills the candidate.
  init(opening quarter: DisclosedQuarter) {
    self.quarter = quarter.quarter
    payable = quarter.payable
    approvedOn = quarter.approvedOn
    citation = quarter.citation
    unconfirmed = quarter.unconfirmed
    guard let segments = quarter.segments,
      segments.allSatisfy({ $0.excluded?.isPublic ?? true })
    else {
      detail = nil
      return
    }
    detail = PublicRecord.Detail(
      days: quarter.days, interest: quarter.interest, subsidy: quarter.subsidy,
      borrower: quarter.borrower, segments: segments)
  }
}

extension MaskingPolicy {
  /// Turns what the ledger knows into what everybody may see.
  ///
  /// DISCLOSURE §1.
  public func disclose(_ candidate: DisclosureCandidate) -> PublicRecord {
    PublicRecord(masking: candidate, by: self)
  }
}

extension Day {
  /// The first day of its month.
  var firstOfMonth: Day { self - (civil.day - 1) }
}
