import Policy
import PublicSite
import Quantities
import Subsidy

extension RegimeText {
  /// A regime in words, for the page that says how figures are computed.
  init(_ regime: Regime) {
    self.init(
      id: regime.id, from: regime.days.from, through: regime.days.to - 1,
      basis: regime.basis + regime.overrides.map { "\($0.document)（\($0.issuer)）" },
      rows: BorrowerKind.allCases.map { kind in
        RegimeText.Row(
          who: kind.title, cap: regime.capWords(kind),
          term: "\(regime[kind].termMonths) 个月", rule: regime[kind].rule.words)
      },
      sharing: regime.sharing.words,
      unconfirmed: regime.openValues.map(\.subject))
  }
}

extension BorrowerKind {
  /// The kind in officials' words.
  var title: String {
    switch self {
    case .individual: "个人"
    case .partnership: "合伙创业"
    case .enterprise: "小微企业"
    }
  }
}

extension Regime {
  fileprivate func capWords(_ kind: BorrowerKind) -> String {
    guard let local = self[kind].local else { return nationalCapWords(kind) }
    return nationalCapWords(kind)
      + "；地方提高到 \(local.cap.tenThousands)，多出的部分由\(local.sharing.words)负担"
  }

  private func nationalCapWords(_ kind: BorrowerKind) -> String {
    switch self[kind].cap {
    case .fixed(let cap): return cap.tenThousands
    case .perPartner(let individual, let factor, let total):
      let percent = factor.numerator * 100 / factor.denominator
      let limit = total.map { "，合计不超过 \($0.tenThousands)" } ?? ""
      return "每人 \(individual.tenThousands)的 \(percent)%\(limit)"
    }
  }
}

extension Fen {
  /// `20 万元`, for round amounts of policy.
  fileprivate var tenThousands: String {
    value % 1_000_000 == 0 ? "\(value / 1_000_000) 万元" : "\(self) 元"
  }
}

extension SubsidyRule {
  fileprivate var words: String {
    switch self {
    case .steps(let fractions):
      let years = fractions.enumerated().map { "第 \($0.offset + 1) 年 \($0.element)" }
      return "按合同利率贴息：" + years.joined(separator: "、")
    case .shareOfLPR(let fraction): return "按 LPR 的 \(fraction) 贴息"
    case .aboveLPRMinus(let points): return "借款人承担 LPR 减 \(points) 个百分点，其余财政贴息"
    case .shareOfRate(let fraction): return "按合同利率的 \(fraction) 贴息"
    }
  }
}

extension Sharing {
  fileprivate var words: String {
    [(central, "中央"), (province, "省"), (city, "市"), (county, "县")]
      .filter { $0.0 > 0 }.map { "\($0.1) \($0.0)%" }.joined(separator: "，")
  }
}
