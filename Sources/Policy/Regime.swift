public import Quantities
public import Subsidy

/// A regime: what the published rules grant to notes disbursed on its days, for the whole life of
/// each note. SUBSIDY §2.
public struct Regime: Hashable, Sendable {
  /// The name in the policy data, such as `R4b`.
  public let id: String
  /// The disbursement days of the regime, half-open (in the data `from` and `to` are inclusive).
  public internal(set) var days: DayRange
  /// 文号: the published rules.
  public let basis: [String]
  /// Members that the bureau has not confirmed yet, such as `individual.rule` or `sharing`.
  public internal(set) var open: [String]
  /// Terms of individuals.
  public internal(set) var individual: KindTerms
  /// Terms of partnerships.
  public internal(set) var partnership: KindTerms
  /// Terms of enterprises.
  public internal(set) var enterprise: KindTerms
  /// Percent points above the LPR beyond which a contract rate is not meant to go; nil if none.
  public internal(set) var rateCapOverLPR: Rate?
  /// Whether the cap acts on the subsidy (in `aboveLPRMinus` alone) or only warns.
  public internal(set) var rateCapEnforced: Bool
  /// The highest use ordinal that is subsidised; nil when there is no limit.
  public internal(set) var maxUses: Int?
  /// Who pays. SUBSIDY §3.6.
  public internal(set) var sharing: Sharing
  /// The local documents that changed it, on all its days; none of a national regime.
  public internal(set) var overrides: [PolicyOverride] = []

  /// The terms of a kind of borrower.
  public subscript(kind: BorrowerKind) -> KindTerms {
    switch kind {
    case .individual: individual
    case .partnership: partnership
    case .enterprise: enterprise
    }
  }

  /// The balance that is subsidised at most for one contract. `partners` is the number of the
  /// borrower's partners and matters to partnerships alone. SUBSIDY §3.3.
  public func cap(for kind: BorrowerKind, partners: Int = 1) -> Fen {
    switch self[kind].cap {
    case .fixed(let cap):
      return cap
    case .perPartner(let individualCap, let factor, let total):
      let exact = ExactFen(
        numerator: Int128(individualCap.value) * Int128(factor.numerator) * Int128(partners),
        denominator: Int128(factor.denominator))
      return total.map { min($0, exact.rounded) } ?? exact.rounded
    }
  }

  /// The highest contract rate meant by the regime, for a warning; nil when it names none.
  public func highestRate(lpr: Rate) -> Rate? { rateCapOverLPR.map { lpr + $0 } }
}

/// What a regime grants one kind of borrower.
public struct KindTerms: Hashable, Sendable {
  /// The subsidised balance at most.
  public let cap: KindCap
  /// Months from disbursedOn that are subsidised.
  public internal(set) var termMonths: Int
  /// How the subsidy is computed.
  public internal(set) var rule: SubsidyRule
  /// The local tier above the cap, where the county or city grants one. SUBSIDY §3.3.
  public internal(set) var local: LocalTier?
  /// 新招用人员占比: what an enterprise must have hired; empty for persons. Not part of the
  /// arithmetic: the bureau looks at it when it verifies an application.
  public internal(set) var newHire: [NewHireStep]
}

/// The subsidised balance at most.
public enum KindCap: Hashable, Sendable {
  /// One amount.
  case fixed(Fen)
  /// factor × individual cap × number of partners, at most `total`. SUBSIDY §3.3.
  case perPartner(individualCap: Fen, factor: Fraction, total: Fen?)
}

/// Local money above the national cap. SUBSIDY §3.3.
public struct LocalTier: Hashable, Sendable {
  /// The local cap, above the national one.
  public let cap: Fen
  /// Who pays the local part.
  public let sharing: Sharing
}

/// The percentage of newly hired staff that an enterprise needs, from a day on.
public struct NewHireStep: Hashable, Sendable {
  /// The first day.
  public let from: Day
  /// Percent for enterprises of at most 100 staff.
  public let upTo100: Int
  /// Percent for larger ones.
  public let over100: Int
}
