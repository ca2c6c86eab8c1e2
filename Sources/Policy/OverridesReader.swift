import Quantities
import StrictJSON
import Subsidy

extension Lint {
  /// Reads `overrides.json`: what documents of the county or city change of the national regimes.
  mutating func overrides(_ bytes: [UInt8], of regimes: [Regime]) -> [PolicyOverride] {
    guard let root = document(bytes),
      let members = members(of: root, required: ["overrides"], optional: ["about"])
    else { return [] }
    _ = text(members["about"], "说明文字") { $0 }
    var overrides: [PolicyOverride] = []
    for element in elements(members["overrides"], mayBeEmpty: true) {
      guard let override = override(element, of: regimes) else { continue }
      compare(override, with: overrides, at: element.place)
      overrides.append(override)
    }
    return overrides
  }

  private mutating func override(_ value: Located, of regimes: [Regime]) -> PolicyOverride? {
    let required = ["id", "regime", "from", "to", "document", "issuer", "issuedOn", "set"]
    guard let members = members(of: value, required: required, optional: ["open"]) else {
      return nil
    }
    let id = text(members["id"], "编号（字母或数字，至多 16 个）", Grammar.regimeID)
    let regime = text(members["regime"], "政策阶段的编号（regimes.json 中的 id）") { id in
      regimes.first { $0.id == id }
    }
    let days = inclusiveDays(members)
    if let regime, let days { within(regime, days, at: members.place) }
    let document = text(members["document"], "文号", Grammar.words)
    let issuer = text(members["issuer"], "发文机关", Grammar.words)
    let issuedOn = text(members["issuedOn"], Grammar.day) { Day($0) }
    guard let (change, names) = change(members["set"], of: regime, within: days) else {
      return nil
    }
    let open = openMembers(members["open"], in: members["set"])
    guard let id, let regime, let days, let document, let issuer, let issuedOn else { return nil }
    let override = PolicyOverride(
      id: id, regime: regime.id, days: days, document: document, issuer: issuer,
      issuedOn: issuedOn, open: open, members: names, change: change)
    contradictions(of: override, changing: regime, at: members.place)
    return override
  }

  private mutating func within(_ regime: Regime, _ days: DayRange, at place: Place) {
    guard days.from < regime.days.from || days.to > regime.days.to else { return }
    report(
      .outsideRegime, at: place,
      "\(days.from) 至 \(days.to - 1) 超出政策阶段“\(regime.id)”（\(regime.days.from) 至 "
        + "\(regime.days.to - 1)）",
      remedy: "请改为该阶段之内的日期；跨阶段的请每个阶段写一项")
  }

  /// No two overrides may have one name, nor change the same member for the same note.
  private mutating func compare(
    _ override: PolicyOverride, with earlier: [PolicyOverride], at place: Place
  ) {
    for other in earlier {
      if other.id == override.id {
        report(.duplicate, at: place, "地方规定编号“\(override.id)”重复", remedy: "请另取编号")
      }
      guard other.regime == override.regime,
        !other.days.intersection(override.days).isEmpty,
        let member = override.members.first(where: other.changes)
      else { continue }
      report(
        .overlap, at: place,
        "“\(override.id)”与“\(other.id)”对同一时段的“\(RegimeMember.title(of: member) ?? member)”都有规定",
        remedy: "请使两项的日期错开，或只保留一项")
    }
  }

  /// `rateCapEnforced` needs a cap: its own, or the regime's.
  private mutating func contradictions(
    of override: PolicyOverride, changing regime: Regime, at place: Place
  ) {
    let changed = regime.changed(by: [override], on: override.days)
    if changed.rateCapEnforced, changed.rateCapOverLPR == nil {
      report(
        .contradiction, at: place, "“rateCapEnforced”为 true，但没有“rateCapOverLPR”",
        remedy: "请填写加点上限，或改为 false")
    }
  }

  // MARK: What is changed

  /// Members of a regime that only the documents named in its `basis` set.
  private static let reserved = ["id", "from", "to", "basis", "open"]
  private static let reservedOfKind = ["cap", "capPerPartnerFactor", "capTotal"]

  private mutating func change(
    _ value: Located?, of regime: Regime?, within days: DayRange?
  ) -> (RegimeChange, members: [String])? {
    let plain = ["maxUses", "rateCapOverLPR", "rateCapEnforced", "sharing"]
    guard let value,
      let members = members(
        of: value, required: [],
        optional: plain + BorrowerKind.allCases.map(\.member) + Lint.reserved)
    else { return nil }
    refuse(Lint.reserved, in: members)
    var change = RegimeChange()
    var names = plain.filter(members.has)
    for kind in BorrowerKind.allCases {
      guard let (part, changed) = kindChange(members[kind.member], kind, of: regime, within: days)
      else { continue }
      change.kinds[kind] = part
      names += changed.map { kind.member + "." + $0 }
    }
    if members.has("maxUses") {
      change.maxUses =
        isNull(members["maxUses"]) ? .some(nil) : integer(members["maxUses"], in: 1...99)
    }
    if members.has("rateCapOverLPR") {
      change.rateCapOverLPR =
        isNull(members["rateCapOverLPR"])
        ? .some(nil) : text(members["rateCapOverLPR"], Grammar.rate) { Rate($0) }
    }
    change.rateCapEnforced = bool(members["rateCapEnforced"])
    change.sharing = members["sharing"].flatMap { sharing($0) }
    if names.isEmpty {
      report(.empty, at: value.place, "没有写明改变什么", remedy: "请在“set”中至少填写一项")
    }
    return (change, RegimeMember.all.filter(names.contains))
  }

  private mutating func kindChange(
    _ value: Located?, _ kind: BorrowerKind, of regime: Regime?, within days: DayRange?
  ) -> (RegimeChange.Kind, members: [String])? {
    let own = ["termMonths", "rule", "local"] + (kind == .enterprise ? ["newHirePercent"] : [])
    guard let value,
      let members = members(
        of: value, required: [], optional: own + Lint.reservedOfKind)
    else { return nil }
    refuse(Lint.reservedOfKind, in: members)
    var change = RegimeChange.Kind()
    change.termMonths = integer(members["termMonths"], in: 1...120)
    change.rule = rule(members["rule"])
    change.local = localTier(members["local"], above: regime?[kind].cap)
    if members.has("newHirePercent") {
      change.newHire = newHireSteps(members["newHirePercent"], within: days)
    }
    return (change, own.filter(members.has))
  }

  private mutating func refuse(_ reserved: [String], in members: Members) {
    for name in reserved where members.has(name) {
      report(
        .reservedMember, at: members[name]?.place ?? members.place,
        "“\(name)”由国家规定，地方规定不能改变",
        remedy: "请删去该成员；地方自行提高贴息额度的，用“local”写明额度和分担")
    }
  }

  /// Each lies inside something that the override changes.
  private mutating func openMembers(_ value: Located?, in set: Located?) -> [String] {
    guard let set, value != nil else { return [] }
    return openNames(value, in: set.node, of: "本项的“set”")
  }
}

extension PolicyOverride {
  /// Whether it changes the member too. What is said of the rate cap goes together: one document
  /// may not lift the cap that another enforces.
  fileprivate func changes(_ member: String) -> Bool {
    let cap = ["rateCapOverLPR", "rateCapEnforced"]
    return members.contains(member) || cap.contains(member) && members.contains(where: cap.contains)
  }
}
