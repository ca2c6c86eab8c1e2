public import Quantities

/// A loan's terms as far as the policy data judge them, whoever stated them.
public struct StatedTerms: Hashable, Sendable {
  /// Who borrows.
  public var kind: BorrowerKind
  /// How many partners; 1 but for a partnership.
  public var partners: Int
  /// The two-digit category of entitled people.
  public var category: String
  /// Twelve digits of the town's statistical code.
  public var town: String
  /// The industry, `A01`.
  public var industry: String
  /// The amount.
  public var amount: Fen
  /// The contract rate.
  public var rate: Rate
  /// The 1-year LPR, where it is stated.
  public var lpr: Rate?
  /// The day of signing.
  public var signedOn: Day
  /// The day of disbursement.
  public var disbursedOn: Day
  /// The original due day.
  public var dueOn: Day
  /// Full years of a natural borrower on signedOn; nil for an entity.
  public var age: Int?

  /// States a loan's terms.
  public init(
    kind: BorrowerKind, partners: Int, category: String, town: String, industry: String,
    amount: Fen, rate: Rate, lpr: Rate?, signedOn: Day, disbursedOn: Day, dueOn: Day, age: Int?
  ) {
    self.kind = kind
    self.partners = partners
    self.category = category
    self.town = town
    self.industry = industry
    self.amount = amount
    self.rate = rate
    self.lpr = lpr
    self.signedOn = signedOn
    self.disbursedOn = disbursedOn
    self.dueOn = dueOn
    self.age = age
  }
}

/// The business rules of a loan's terms, judged by the policy data: EXCHANGE §3. They know nothing
/// of where the terms were written, so a package and a table are judged alike.
public struct LoanRules: Sendable {
  private let policy: Policy
  private let upperAge: Int
  private let towns: Set<String>
  private let industries: Set<String>
  private let categories: [String: Category]

  /// The rules of a county; a borrower of `upperAge` full years is remarked on. The policy's tables
  /// are laid out for quick looking up.
  public init(_ policy: Policy, upperAge: Int) {
    self.policy = policy
    self.upperAge = upperAge
    towns = Set(policy.towns.map(\.code))
    industries = Set(policy.industries.flatMap(\.codes))
    categories = Dictionary(uniqueKeysWithValues: policy.categories.map { ($0.code, $0) })
  }

  /// Everything that forbids the terms.
  public func refusals(_ terms: StatedTerms) -> [LoanRefusal] {
    var refusals: [LoanRefusal] = []
    if terms.signedOn > terms.disbursedOn { refusals.append(.signedAfterDisbursed) }
    if terms.dueOn <= terms.disbursedOn { refusals.append(.dueNotAfterDisbursed) }
    if let age = terms.age, age < 18 { refusals.append(.underAge) }
    if !towns.contains(terms.town) { refusals.append(.unknownTown) }
    if !industries.contains(terms.industry) { refusals.append(.unknownIndustry) }
    if let category = categories[terms.category] {
      if !category.isMeant(for: terms.kind, on: terms.disbursedOn) {
        refusals.append(.categoryNotMeant)
      }
    } else {
      refusals.append(.unknownCategory)
    }
    return refusals
  }

  /// Everything to look at, with which the terms stand all the same.
  public func remarks(_ terms: StatedTerms) -> [LoanRemark] {
    var remarks: [LoanRemark] = []
    if let age = terms.age, age >= upperAge { remarks.append(.overAge(upperAge)) }
    guard let regime = policy.regime(on: terms.disbursedOn),
      let lpr = policy.lpr.rate(on: terms.signedOn)
    else { return remarks + [.noPolicy] }
    let months = regime[terms.kind].termMonths
    let lastDue = terms.disbursedOn.adding(months: months)
    if terms.dueOn > lastDue { remarks.append(.termTooLong(months: months, lastDue: lastDue)) }
    let cap = max(
      regime.cap(for: terms.kind, partners: terms.partners),
      regime[terms.kind].local?.cap ?? .zero)
    if terms.amount > cap { remarks.append(.amountOverCap(cap)) }
    if let highest = regime.highestRate(lpr: lpr), terms.rate > highest {
      remarks.append(.rateOverCap(highest))
    }
    if let stated = terms.lpr, stated != lpr { remarks.append(.otherLPR(lpr)) }
    return remarks
  }
}

/// Why a loan's terms cannot stand.
public enum LoanRefusal: Hashable, Sendable {
  /// Signed after the disbursement.
  case signedAfterDisbursed
  /// Due on the day of disbursement, or before.
  case dueNotAfterDisbursed
  /// The borrower was not of age on the day of signing.
  case underAge
  /// Codes that the policy data do not have.
  case unknownTown, unknownIndustry, unknownCategory
  /// A category for other borrowers or other days.
  case categoryNotMeant
}

/// What is to be looked at in a loan's terms.
public enum LoanRemark: Hashable, Sendable {
  /// The borrower had reached this age.
  case overAge(Int)
  /// No regime or no LPR for the days: no subsidy.
  case noPolicy
  /// Longer than the regime subsidises; nothing from `lastDue` on.
  case termTooLong(months: Int, lastDue: Day)
  /// Above the cap.
  case amountOverCap(Fen)
  /// Above the highest rate.
  case rateOverCap(Rate)
  /// Another LPR is stated than the official one.
  case otherLPR(Rate)
}

extension IndustrySection {
  /// The codes of the section: its letter with each of its divisions, `A01`.
  fileprivate var codes: [String] {
    divisions.map { $0 < 10 ? "\(section)0\($0)" : "\(section)\($0)" }
  }
}
