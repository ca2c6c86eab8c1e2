public import Quantities
import Subsidy

/// A local rule (地方规定): what a document of the county or city changes of a regime for the
/// notes disbursed on its days, for the whole life of each note. SUBSIDY, "Policy data".
public struct PolicyOverride: Hashable, Sendable {
  /// The name in the policy data, such as `C1`.
  public let id: String
  /// The regime that it changes.
  public let regime: String
  /// The disbursement days, half-open (in the data `from` and `to` are inclusive).
  public let days: DayRange
  /// 文号 of the document that orders it.
  public let document: String
  /// Who issued the document.
  public let issuer: String
  /// The day of the document; it may order something for days before it.
  public let issuedOn: Day
  /// What of the change the bureau has not confirmed yet, by dotted member name.
  public let open: [String]
  /// What it changes, by dotted member name, in the order of ``RegimeMember/all``.
  public let members: [String]
  /// What it puts in place of the regime's own.
  let change: RegimeChange
}

/// Values that take the place of a regime's own; nil leaves the regime's.
struct RegimeChange: Hashable, Sendable {
  /// Values for one kind of borrower. A cap is missing on purpose: the national one is the
  /// state's, and a county goes above it by a local tier.
  struct Kind: Hashable, Sendable {
    var termMonths: Int?
    var rule: SubsidyRule?
    var local: LocalTier?
    var newHire: [NewHireStep]?
  }

  var kinds: [BorrowerKind: Kind] = [:]
  /// Twice optional: nil leaves the limit, `.some(nil)` lifts it.
  var maxUses: Int??
  var rateCapOverLPR: Rate??
  var rateCapEnforced: Bool?
  var sharing: Sharing?
}

extension Regime {
  /// The regime on `days` as changed by `overrides`, which change different members.
  func changed(by overrides: [PolicyOverride], on days: DayRange) -> Regime {
    var regime = self
    regime.days = days
    regime.overrides = overrides
    for override in overrides { regime.apply(override.change) }
    // What a document orders is no longer open, unless the override itself says so.
    regime.open.removeAll { name in
      overrides.contains { $0.members.contains { name.isOrIsBelow($0) } }
    }
    return regime
  }

  private mutating func apply(_ change: RegimeChange) {
    individual.apply(change.kinds[.individual])
    partnership.apply(change.kinds[.partnership])
    enterprise.apply(change.kinds[.enterprise])
    if let maxUses = change.maxUses { self.maxUses = maxUses }
    if let rateCapOverLPR = change.rateCapOverLPR { self.rateCapOverLPR = rateCapOverLPR }
    if let rateCapEnforced = change.rateCapEnforced { self.rateCapEnforced = rateCapEnforced }
    if let sharing = change.sharing { self.sharing = sharing }
  }

  /// The overrides on which a figure of `kind`, or its shares, rest. A note of category 99 is the
  /// county's alone, whoever shares the others.
  func overrides(for kind: BorrowerKind, countyAlone: Bool) -> [PolicyOverride] {
    let own = ["termMonths", "rule", "local"].map { kind.member + "." + $0 }
    var capMatters = false
    if case .aboveLPRMinus = self[kind].rule { capMatters = true }
    return overrides.filter { override in
      override.members.contains { member in
        switch member {
        case "maxUses": true
        case "sharing": !countyAlone
        case "rateCapOverLPR", "rateCapEnforced": capMatters
        default: own.contains(member)
        }
      }
    }
  }

  /// The regime cut at the days on which overrides begin and end: pieces that follow each other
  /// and together are the days of the regime. SUBSIDY §2: the piece in force on disbursedOn holds
  /// for the note's whole life.
  func cut(by overrides: [PolicyOverride]) -> [Regime] {
    let own = overrides.filter { $0.regime == id }
    let cuts = Set(own.flatMap { [$0.days.from, $0.days.to] } + [days.from, days.to]).sorted()
    return zip(cuts, cuts.dropFirst()).map { from, to in
      changed(by: own.filter { $0.days.contains(from) }, on: DayRange(from: from, to: to))
    }
  }
}

extension KindTerms {
  fileprivate mutating func apply(_ change: RegimeChange.Kind?) {
    guard let change else { return }
    if let termMonths = change.termMonths { self.termMonths = termMonths }
    if let rule = change.rule { self.rule = rule }
    if let local = change.local { self.local = local }
    if let newHire = change.newHire { self.newHire = newHire }
  }
}
