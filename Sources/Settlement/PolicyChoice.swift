import LoanBook
import Policy
import Quantities
import Subsidy

/// What the policy decides for one note, for its whole life.
///
/// A reference: many notes get the same answer, and every line holds one.
final class PolicyDecision: Hashable, Sendable {
  /// What the regime grants, with the caps of one note; nil without applicable policy
  /// (无适用政策).
  let terms: SubsidyTerms?
  /// What a line cites.
  let citation: RuleCitation?
  /// Who shares the subsidy.
  let sharing: PayerSharing

  init(terms: SubsidyTerms?, citation: RuleCitation?, sharing: PayerSharing) {
    self.terms = terms
    self.citation = citation
    self.sharing = sharing
  }

  /// Without applicable policy there is nothing to share.
  static let noPolicy = PolicyDecision(terms: nil, citation: nil, sharing: .countyAlone)

  static func == (a: PolicyDecision, b: PolicyDecision) -> Bool {
    a === b || a.terms == b.terms && a.citation == b.citation && a.sharing == b.sharing
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(terms)
    hasher.combine(citation)
    hasher.combine(sharing)
  }
}

/// Asks the policy for each note, and remembers: a county's notes get few different answers.
struct PolicyChoice: Sendable {
  let policy: Policy
  /// The regimes in force, then those that overrides have changed, as the state made them: one
  /// that the bureau assigned to a note of other days.
  let regimes: [Regime]
  /// The days of the regimes and of the LPR rows, laid out for quick search.
  private let regimeDays: [DayRange]
  private let lprFrom: [Day]
  private var known: [Question: PolicyDecision] = [:]

  init(of policy: Policy) {
    self.policy = policy
    let inForce = policy.regimesInForce
    regimes = inForce + policy.regimes.filter { !inForce.contains($0) }
    regimeDays = regimes.map(\.days)
    lprFrom = policy.lpr.rows.map(\.from)
  }

  /// Everything on which the policy's answer rests; the days only by what they select.
  private struct Question: Hashable {
    var regime: Int
    var lprRow: Int
    /// signedOn where it lies after the last verified day: the answer names it.
    var unverifiedDay: Day?
    var kind: BorrowerKind
    var partners: Int
    var countyAlone: Bool
    var assigned: Bool

    /// The rest rarely tells two questions apart, and this is hashed once for every note.
    func hash(into hasher: inout Hasher) {
      let day = Int(unverifiedDay?.number ?? 0)
      hasher.combine((day << 32) ^ (regime << 16) ^ (lprRow << 8) ^ partners)
    }
  }

  /// What the policy grants a note: by the regime in force on disbursedOn or the one that the
  /// bureau assigned, and the LPR in force on signedOn. SUBSIDY §2.
  mutating func decide(_ history: borrowing NoteHistory) -> PolicyDecision {
    guard let regime = regimeIndex(of: history) else { return .noPolicy }
    return decide(history, regime: regime)
  }

  /// What the policy would grant a note under the regime at a place in `regimes`.
  mutating func decide(_ history: borrowing NoteHistory, regime: Int) -> PolicyDecision {
    let signedOn = history.terms.signedOn
    guard let lprRow = lprFrom.lastIndex(where: { $0 <= signedOn }) else { return .noPolicy }
    let question = Question(
      regime: regime, lprRow: lprRow,
      unverifiedDay: signedOn > policy.lpr.verifiedUntil ? signedOn : nil,
      kind: history.terms.borrower.kind, partners: history.terms.borrower.partners,
      countyAlone: history.terms.borrower.category == Category.countyAloneCode,
      assigned: history.bureau.regimeOverride != nil)
    if let decision = known[question] { return decision }
    let decision = ask(for: history, regime: regime)
    known[question] = decision
    return decision
  }

  /// The regime of a note by its place in `regimes`; nil when none is in force, or when the one
  /// that the bureau assigned is not in the policy data. Overrides are those of disbursedOn, also
  /// of an assigned regime; outside its days it has none.
  func regimeIndex(of history: borrowing NoteHistory) -> Int? {
    let disbursedOn = history.terms.disbursedOn
    if let assigned = history.bureau.regimeOverride {
      return regimes.firstIndex { $0.id == assigned && $0.days.contains(disbursedOn) }
        ?? regimes.firstIndex { $0.id == assigned && policy.regimes.contains($0) }
    }
    return regimeDays.firstIndex { $0.contains(disbursedOn) }
  }

  private func ask(for history: borrowing NoteHistory, regime: Int) -> PolicyDecision {
    let borrower = history.terms.borrower
    let answer = policy.entitlement(
      under: regimes[regime], of: borrower.kind, partners: borrower.partners,
      category: borrower.category, signedOn: history.terms.signedOn)
    guard let granted = answer.entitlement else { return .noPolicy }
    return PolicyDecision(
      terms: granted.terms,
      citation: RuleCitation(
        regime: granted.regime.id, basis: granted.regime.basis, overrides: granted.overrides,
        assigned: history.bureau.regimeOverride != nil, lpr: granted.terms.lpr,
        rule: granted.terms.rule,
        rateCapOverLPR: granted.regime.rateCapEnforced ? granted.regime.rateCapOverLPR : nil,
        localCap: granted.terms.localCap?.first,
        doubts: granted.doubts, sharingDoubts: granted.sharingDoubts),
      sharing: PayerSharing(
        national: granted.sharing, local: granted.localSharing ?? .countyAlone))
  }
}
