public import Quantities

/// Something with an official code and a name people read: a town, a bank, an industry.
public struct Labelled: Hashable, Sendable {
  /// The official code, used in addresses: lower or upper case letters, digits and `-` only.
  public var code: String
  /// The name, as officials write it.
  public var name: String

  /// Joins a code and its name.
  public init(code: String, name: String) {
    self.code = code
    self.name = name
  }
}

/// The state of a disclosed loan, in the words of the site.
///
/// A compensated note shows `due`. DISCLOSURE §1.
public enum LoanState: String, Hashable, Sendable, CaseIterable {
  case running = "在贷"
  case due = "已到期"
  case settled = "已结清"
}

/// One disbursed loan as the ledger knows it, with full names, before masking.
///
/// This is what Office hands in. It holds no identity number, phone, account, address, category or
/// partner list: what is not here cannot be published. DISCLOSURE §1.
public struct DisclosureCandidate: Sendable {
  /// The record number, `ZEZHOU-2026-000123`, given in order of publication.
  public var number: RecordNumber
  /// Who borrows.
  public var kind: BorrowerKind
  /// The borrower's full name: a person, the partnership's first person, or an enterprise.
  public var applicantName: String
  /// The name of the business (字号), where there is one.
  public var entityName: String?
  /// The startup project.
  public var projectName: String
  /// The section of GB/T 4754, `C` 制造业.
  public var industry: Labelled
  /// The town, twelve digits.
  public var town: Labelled
  /// The bank that lends.
  public var bank: Labelled
  /// The amount disbursed.
  public var amount: Fen
  /// The term in whole months.
  public var termMonths: Int
  /// The day of disbursement.
  public var disbursedOn: Day
  /// The state of the loan on the day of the build.
  public var state: LoanState
  /// The kind of guarantee in words, such as 担保基金保证.
  public var guarantee: String
  /// The jobs the project says it creates.
  public var jobs: Int?
  /// The revision of the record, from 1.
  public var revision: Int
  /// The day this revision was first published.
  public var publishedOn: Day
  /// Quarters of approved runs, ascending.
  public var quarters: [DisclosedQuarter]

  /// Makes a candidate from what the ledger knows.
  public init(
    number: RecordNumber, kind: BorrowerKind, applicantName: String, entityName: String? = nil,
    projectName: String, industry: Labelled, town: Labelled, bank: Labelled, amount: Fen,
    termMonths: Int, disbursedOn: Day, state: LoanState, guarantee: String, jobs: Int? = nil,
    revision: Int = 1, publishedOn: Day, quarters: [DisclosedQuarter] = []
  ) {
    self.number = number
    self.kind = kind
    self.applicantName = applicantName
    self.entityName = entityName
    self.projectName = projectName
    self.industry = industry
    self.town = town
    self.bank = bank
    self.amount = amount
    self.termMonths = termMonths
    self.disbursedOn = disbursedOn
    self.state = state
    self.guarantee = guarantee
    self.jobs = jobs
    self.revision = revision
    self.publishedOn = publishedOn
    self.quarters = quarters
  }
}
