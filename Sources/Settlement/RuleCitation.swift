public import Policy
public import Quantities

/// Under which rule a line is computed, so that the derivation can cite it. SUBSIDY §3.7.
public struct RuleCitation: Hashable, Sendable {
  /// The regime's name in the policy data, `R5`.
  public var regime: String
  /// The documents on which it rests, `财金〔2023〕75号`.
  public var basis: [String]
  /// Whether the bureau assigned the regime by decision, instead of the one in force.
  public var assigned: Bool
  /// The official LPR in force on signedOn.
  public var lpr: Rate
  /// What of the policy data, on which the figure rests, the bureau has yet to confirm. Any entry
  /// makes the figure an unconfirmed one.
  public var doubts: [PolicyDoubt]
  /// The same of the shares among payers.
  public var sharingDoubts: [PolicyDoubt]

  /// Whether the figure or its shares are shown as unconfirmed.
  public var isUnconfirmed: Bool { !doubts.isEmpty || !sharingDoubts.isEmpty }
}

extension PolicyDoubt {
  /// The doubt in the words of officials.
  public var title: String {
    switch self {
    case .openMember(let regime, let name): "政策阶段 \(regime) 的参数“\(name)”待确认"
    case .lprNotVerified(let day): "\(day) 签订，该日LPR待核实"
    case .lprOpen(let from): "\(from) 起的LPR待核实"
    }
  }
}
