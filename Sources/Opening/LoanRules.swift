import Policy
import Quantities

/// A loan's terms as far as the policy data judge them, whoever stated them.
struct StatedTerms {
  var kind: BorrowerKind
  var partners: Int
  var category: String
  var town: String
  var industry: String
  var amount: Fen
  var rate: Rate
  var signedOn: Day
  var disbursedOn: Day
  var dueOn: Day
  /// Full years of a natural borrower on signedOn; nil for an entity.
  var age: Int?
}

/// The business rules of a loan's terms, judged by the policy data: EXCHANGE §3. They know nothing
/// of where the terms were written, so a package and a table can be judged alike.
struct LoanRules {
  private let policy: Policy

  /// The rules of a county.
  init(_ policy: Policy) { self.policy = policy }

  /// Everything that forbids the terms.
  func refusals(_ terms: StatedTerms) -> [LoanRefusal] {
    var refusals: [LoanRefusal] = []
    if terms.signedOn > terms.disbursedOn { refusals.append(.signedAfterDisbursed) }
    if terms.dueOn <= terms.disbursedOn { refusals.append(.dueNotAfterDisbursed) }
    if let age = terms.age, age < 18 { refusals.append(.underAge) }
    if policy.town(terms.town) == nil { refusals.append(.unknownTown) }
    if policy.industry(terms.industry) == nil { refusals.append(.unknownIndustry) }
    if let category = policy.category(terms.category) {
      if !category.isMeant(for: terms.kind, on: terms.disbursedOn) {
        refusals.append(.categoryNotMeant)
      }
    } else {
      refusals.append(.unknownCategory)
    }
    return refusals
  }

  /// Everything to look at, with which the terms stand all the same.
  func remarks(_ terms: StatedTerms, upperAge: Int) -> [LoanRemark] {
    var remarks: [LoanRemark] = []
    if let age = terms.age, age >= upperAge { remarks.append(.overAge(upperAge)) }
    guard let regime = policy.regime(on: terms.disbursedOn),
      let lpr = policy.lpr.rate(on: terms.signedOn)
    else { return remarks + [.noPolicy] }
    let months = regime[terms.kind].termMonths
    let lastDue = terms.disbursedOn.adding(months: months)
    if terms.dueOn > lastDue { remarks.append(.termTooLong(months: months, lastDue: lastDue)) }
    let cap = regime.cap(for: terms.kind, partners: terms.partners)
    if terms.amount > cap { remarks.append(.amountOverCap(cap)) }
    if let highest = regime.highestRate(lpr: lpr), terms.rate > highest {
      remarks.append(.rateOverCap(highest))
    }
    return remarks
  }
}

/// Why a loan's terms cannot stand.
enum LoanRefusal: Hashable {
  case signedAfterDisbursed, dueNotAfterDisbursed, underAge
  case unknownTown, unknownIndustry, unknownCategory, categoryNotMeant
}

/// What is to be looked at in a loan's terms.
enum LoanRemark: Hashable {
  case overAge(Int)
  case noPolicy
  case termTooLong(months: Int, lastDue: Day)
  case amountOverCap(Fen)
  case rateOverCap(Rate)
}
