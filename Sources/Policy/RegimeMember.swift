import Quantities

/// The members of a regime that may be open or overridden, with their titles. SUBSIDY, "Policy
/// data".
public enum RegimeMember {
  /// Every dotted name in the order of the policy data.
  public static let all: [String] = titles.map(\.name)

  /// The member in officials' words; nil when there is none of that name.
  public static func title(of name: String) -> String? { byName[name] }

  private static let byName = Dictionary(
    uniqueKeysWithValues: titles.map { ($0.name, $0.title) })

  private typealias Titled = (name: String, title: String)

  private static let titles: [Titled] = {
    var titles: [Titled] = [("from", "起始日期"), ("to", "截止日期"), ("basis", "文件依据")]
    titles += kind(.individual, "个人")
    titles += kind(
      .partnership, "合伙创业",
      caps: [("capPerPartnerFactor", "人均额度倍数"), ("capTotal", "合计额度上限")])
    titles += kind(.enterprise, "小微企业")
    titles += [
      ("rateCapOverLPR", "贷款利率上限"), ("rateCapEnforced", "超过利率上限的部分是否贴息"),
      ("maxUses", "贴息次数上限"),
    ]
    return titles + sharing("sharing", "各级财政分担比例")
  }()

  private static func kind(
    _ kind: BorrowerKind, _ who: String, caps: [(String, String)] = []
  ) -> [Titled] {
    var members: [Titled] = [("", "贴息政策"), (".cap", "贴息额度")]
    members += caps.map { ("." + $0.0, $0.1) }
    members += [
      (".termMonths", "贴息期限"), (".rule", "贴息办法"), (".rule.kind", "贴息办法的种类"),
      (".rule.fractions", "各年贴息比例"), (".rule.fraction", "贴息比例"),
      (".rule.points", "借款人承担利率的减点数"), (".local", "地方贴息"), (".local.cap", "地方贴息额度"),
    ]
    members += sharing(".local.sharing", "地方贴息的分担比例")
    if kind == .enterprise { members.append((".newHirePercent", "新招用人员比例")) }
    return members.map { (kind.member + $0.0, who + $0.1) }
  }

  private static func sharing(_ name: String, _ title: String) -> [Titled] {
    let payers = [
      ("central", "中央"), ("province", "省级"), ("city", "市级"), ("county", "县级"),
    ]
    return [(name, title)] + payers.map { (name + "." + $0.0, title + "（" + $0.1 + "）") }
  }
}

extension BorrowerKind {
  /// The member of a regime that holds the terms of the kind.
  var member: String {
    switch self {
    case .individual: "individual"
    case .partnership: "partnership"
    case .enterprise: "enterprise"
    }
  }
}

extension String {
  /// Whether one of two dotted member names holds the other.
  func touches(_ other: String) -> Bool { isOrIsBelow(other) || other.isOrIsBelow(self) }

  /// Whether a dotted member name is another or lies inside it.
  func isOrIsBelow(_ other: String) -> Bool { self == other || hasPrefix(other + ".") }
}
