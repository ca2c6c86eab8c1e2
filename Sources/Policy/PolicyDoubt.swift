public import Quantities

/// Something in the policy data that the bureau has still to confirm.
public enum PolicyDoubt: Hashable, Sendable {
  /// A member that the regime lists as open, such as `individual.rule`.
  case openMember(regime: String, name: String)
  /// A member that an override lists as open, by the document of the override.
  case openOverride(document: String, name: String)
  /// The figure rests on the LPR of a day after `lprVerifiedUntil`.
  case lprNotVerified(on: Day)
  /// The figure rests on a row of the LPR table whose confidence is open.
  case lprOpen(from: Day)

  /// What is open, where the regime is known already: `各级财政分担比例`.
  public var subject: String {
    switch self {
    case .openMember(_, let name): RegimeMember.title(of: name) ?? name
    case .openOverride(let document, let name):
      "\(document) 规定的\(RegimeMember.title(of: name) ?? name)"
    case .lprNotVerified(let day): "\(day) 的LPR"
    case .lprOpen(let from): "\(from) 起的LPR"
    }
  }

  /// Whether it is of a local tier alone, which a note without local part does not rest on.
  public var isOfLocalTier: Bool {
    switch self {
    case .openMember(_, let name), .openOverride(_, let name): name.contains(".local")
    case .lprNotVerified, .lprOpen: false
    }
  }

  /// The doubt in the words of officials.
  public var title: String {
    switch self {
    case .openMember(let regime, _): "政策阶段 \(regime) 的\(subject)待确认"
    case .openOverride: "\(subject)待确认"
    case .lprNotVerified(let day): "\(day) 签订，该日LPR待核实"
    case .lprOpen: "\(subject)待核实"
    }
  }
}

extension Regime {
  /// Everything that is open in the regime and its overrides, whichever figures rest on it.
  public var openValues: [PolicyDoubt] { doubts { _ in true } }

  /// The open members that matter.
  func doubts(_ matters: (String) -> Bool) -> [PolicyDoubt] {
    open.filter(matters).map { .openMember(regime: id, name: $0) }
      + overrides.flatMap { override in
        override.open.filter(matters).map {
          .openOverride(document: override.document, name: $0)
        }
      }
  }
}

extension Policy {
  /// What notes have a policy, what local documents change, and what is open, in sentences that
  /// the bureau reads after a lint without findings.
  public var summary: [String] {
    var lines: [String] = []
    if let first = regimes.first, let last = regimes.last {
      lines.append(
        "政策阶段 \(regimes.count) 个，适用于 \(first.days.from) 至 \(last.days.to - 1) 发放的借据；"
          + "此外发放的无适用政策，贴息为 0。")
    }
    if let first = lpr.rows.first {
      lines.append(
        "LPR 自 \(first.from) 起，已核对至 \(lpr.verifiedUntil)；更早签订的无适用政策，更晚签订而以 LPR 计算的按待核实列示。")
    }
    lines += overrides.map { override in
      let titles = override.members.map { RegimeMember.title(of: $0) ?? $0 }
      return "地方规定 \(override.id)：\(override.document)，\(override.days.from) 至 "
        + "\(override.days.to - 1) 发放的借据，在政策阶段 \(override.regime) 之上规定了"
        + titles.joined(separator: "、") + "。"
    }
    var open: [String] = []
    for doubt in regimesInForce.flatMap(\.openValues) where !open.contains(doubt.title) {
      open.append(doubt.title)
    }
    return lines + open.map { $0 + "。" }
  }
}
