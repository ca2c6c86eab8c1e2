import Quantities
import StrictJSON
import Subsidy

extension Lint {
  /// The terms of a kind. `individualCap` is given for partnerships, whose cap may rest on it.
  mutating func kindTerms(
    _ value: Located?, kind: BorrowerKind, individualCap: Fen?, within days: DayRange?
  ) -> KindTerms? {
    let needsHires = kind == .enterprise
    guard let value,
      let members = members(
        of: value, required: ["termMonths", "rule"] + (needsHires ? ["newHirePercent"] : []),
        optional: ["cap", "local"]
          + (kind == .partnership ? ["capPerPartnerFactor", "capTotal"] : []))
    else { return nil }
    let cap = kindCap(members, kind: kind, individualCap: individualCap)
    let termMonths = integer(members["termMonths"], in: 1...120)
    let rule = rule(members["rule"])
    let local = localTier(members["local"], above: cap)
    let newHire = newHireSteps(members["newHirePercent"], within: days)
    guard let cap, let termMonths, let rule else { return nil }
    return KindTerms(
      cap: cap, termMonths: termMonths, rule: rule, local: local, newHire: newHire)
  }

  private mutating func kindCap(
    _ members: Members, kind: BorrowerKind, individualCap: Fen?
  ) -> KindCap? {
    let fixed = text(members["cap"], Grammar.money, Grammar.money)
    let factor = text(members["capPerPartnerFactor"], Grammar.factor, Grammar.factor)
    let total = text(members["capTotal"], Grammar.money, Grammar.money)
    switch (members.has("cap"), members.has("capPerPartnerFactor")) {
    case (false, false):
      let names = kind == .partnership ? "“cap”或“capPerPartnerFactor”" : "“cap”"
      report(.missingMember, at: members.place, "缺少成员\(names)", remedy: "请填写贴息本金上限")
      return nil
    case (true, true):
      report(
        .contradiction, at: members.place, "“cap”与“capPerPartnerFactor”不能同时出现",
        remedy: "请只保留一个")
      return nil
    case (true, false):
      if members.has("capTotal") {
        report(
          .contradiction, at: members.place, "“capTotal”只能与“capPerPartnerFactor”同用",
          remedy: "请删去“capTotal”")
      }
      return fixed.map { .fixed($0) }
    case (false, true):
      guard let factor, let individualCap else { return nil }
      return .perPartner(individualCap: individualCap, factor: factor, total: total)
    }
  }

  /// How the subsidy is computed. SUBSIDY §3.4.
  mutating func rule(_ value: Located?) -> SubsidyRule? {
    guard let value else { return nil }
    guard case .object = value.node.content else {
      wrongType(value, "对象")
      return nil
    }
    let all = Members(object: value)
    guard all.has("kind") else {
      report(.missingMember, at: value.place, "缺少成员“kind”", remedy: "请填写贴息办法")
      return nil
    }
    let kinds = ["steps", "shareOfLPR", "aboveLPRMinus", "shareOfRate"]
    let expected = "已知的贴息办法（\(kinds.joined(separator: "、"))）"
    let kind = text(all["kind"], expected) { kinds.contains($0) ? $0 : nil }
    switch kind {
    case "steps": return steps(value)
    case "shareOfLPR": return share(value).map { .shareOfLPR($0) }
    case "shareOfRate": return share(value).map { .shareOfRate($0) }
    case "aboveLPRMinus":
      let members = members(of: value, required: ["kind", "points"])
      return text(members?["points"], Grammar.rate) { Rate($0) }
        .map { .aboveLPRMinus(points: $0) }
    default: return nil
    }
  }

  private mutating func share(_ value: Located) -> Fraction? {
    let members = members(of: value, required: ["kind", "fraction"])
    return text(members?["fraction"], Grammar.fraction, Grammar.fraction)
  }

  private mutating func steps(_ value: Located) -> SubsidyRule? {
    guard let members = members(of: value, required: ["kind", "fractions"]) else { return nil }
    let elements = elements(members["fractions"])
    let fractions = elements.compactMap { text($0, Grammar.fraction, Grammar.fraction) }
    guard !elements.isEmpty, fractions.count == elements.count else { return nil }
    let rule = SubsidyRule.steps(fractions)
    guard rule.commonDenominator != nil else {
      report(
        .badValue, at: value.place,
        "各年分数的公分母超过 \(SubsidyRule.largestDenominator)", remedy: "请改用分母较小的分数")
      return nil
    }
    return rule
  }

  /// A local tier, whose cap must lie above a national one that is an amount.
  mutating func localTier(_ value: Located?, above national: KindCap?) -> LocalTier? {
    guard let value, let members = members(of: value, required: ["cap", "sharing"]) else {
      return nil
    }
    let cap = text(members["cap"], Grammar.money, Grammar.money)
    let sharing = sharing(members["sharing"])
    if let cap, case .fixed(let nationalCap)? = national, cap <= nationalCap {
      report(
        .contradiction, at: members.place, "地方上限 \(cap) 不高于国家上限 \(nationalCap)",
        remedy: "请填写高于国家上限的金额，或删去“local”")
    }
    guard let cap, let sharing else { return nil }
    return LocalTier(cap: cap, sharing: sharing)
  }

  /// 新招用人员占比 by day, ascending.
  mutating func newHireSteps(_ value: Located?, within days: DayRange?) -> [NewHireStep] {
    var steps: [NewHireStep] = []
    for element in elements(value) {
      guard let members = members(of: element, required: ["from", "upTo100", "over100"]) else {
        continue
      }
      let from = text(members["from"], Grammar.day) { Day($0) }
      let upTo100 = integer(members["upTo100"], in: 1...100)
      let over100 = integer(members["over100"], in: 1...100)
      guard let from, let upTo100, let over100 else { continue }
      if let last = steps.last, from <= last.from {
        report(
          .notAscending, at: element.place, "日期 \(from) 不晚于前一项的 \(last.from)",
          remedy: "请按日期先后排列")
      }
      if let days, !days.contains(from) {
        report(
          .badValue, at: element.place, "日期 \(from) 不在本阶段之内", remedy: "请改为本阶段之内的日期")
      }
      steps.append(NewHireStep(from: from, upTo100: upTo100, over100: over100))
    }
    return steps
  }

  /// Percentages by payer that sum to 100. SUBSIDY §3.6.
  mutating func sharing(_ value: Located?) -> Sharing? {
    let payers = Payer.allCases.map(\.rawValue)
    guard let value, let members = members(of: value, required: [], optional: payers) else {
      return nil
    }
    var percent: [Payer: Int] = [:]
    for payer in Payer.allCases where members.has(payer.rawValue) {
      guard let share = integer(members[payer.rawValue], in: 0...100) else { return nil }
      percent[payer] = share
    }
    let sharing = Sharing(
      central: percent[.central, default: 0], province: percent[.province, default: 0],
      city: percent[.city, default: 0], county: percent[.county, default: 0])
    if sharing == nil {
      report(
        .sharingNot100, at: value.place,
        "各级分担比例合计 \(percent.values.reduce(0, +))，应为 100", remedy: "请核对分担比例")
    }
    return sharing
  }
}
