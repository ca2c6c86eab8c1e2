public import Policy
public import Quantities
public import Subsidy

/// Under which rule a line is computed, so that the derivation can cite it. SUBSIDY §3.7.
public struct RuleCitation: Hashable, Sendable {
  /// The regime's name in the policy data, `R5`.
  public var regime: String
  /// The documents on which it rests, `财金〔2023〕75号`.
  public var basis: [String]
  /// The local documents that changed the regime and on which the line rests.
  public var overrides: [PolicyOverride]
  /// Whether the bureau assigned the regime by decision, instead of the one in force.
  public var assigned: Bool
  /// The official LPR in force on signedOn.
  public var lpr: Rate
  /// How the subsidy is computed.
  public var rule: SubsidyRule
  /// Percent points above the LPR up to which the contract rate counts; nil where it counts whole.
  public var rateCapOverLPR: Rate?
  /// The cap of the local tier for a contract alone; nil where there is none.
  public var localCap: Fen?
  /// What of the policy data, on which the figure rests, the bureau has yet to confirm. Any entry
  /// makes the figure an unconfirmed one.
  public var doubts: [PolicyDoubt]
  /// The same of the shares among payers.
  public var sharingDoubts: [PolicyDoubt]
}
