import Quantities
import StrictJSON
import Subsidy

/// What `regimes.json` holds.
struct RegimesFile {
  var lprVerifiedUntil: Day
  var regimes: [Regime]
}

extension Lint {
  /// Reads `regimes.json`; nil when anything was reported.
  mutating func regimesFile(_ bytes: [UInt8]) -> RegimesFile? {
    guard let root = document(bytes),
      let members = members(
        of: root, required: ["lprVerifiedUntil", "regimes"], optional: ["about"])
    else { return nil }
    _ = text(members["about"], "说明文字") { $0 }
    let verifiedUntil = text(members["lprVerifiedUntil"], Grammar.day) { Day($0) }
    var regimes: [Regime] = []
    var ids: Set<String> = []
    var previous: (id: String, days: DayRange)?
    for element in elements(members["regimes"]) {
      let (head, regime) = self.regime(element)
      if let head {
        follow(head, after: previous, at: element.place)
        previous = head
        if !ids.insert(head.id).inserted {
          report(.duplicate, at: element.place, "阶段编号“\(head.id)”重复", remedy: "请另取编号")
        }
      }
      if let regime { regimes.append(regime) }
    }
    guard findings.isEmpty, let verifiedUntil else { return nil }
    return RegimesFile(lprVerifiedUntil: verifiedUntil, regimes: regimes)
  }

  /// No gap and no overlap between regimes.
  private mutating func follow(
    _ head: (id: String, days: DayRange), after previous: (id: String, days: DayRange)?,
    at place: Place
  ) {
    guard let previous else { return }
    let (from, expected) = (head.days.from, previous.days.to)
    if from > expected {
      report(
        .gap, at: place, "“\(previous.id)”至 \(expected - 1) 止，“\(head.id)”从 \(from) 起，中间有空档",
        remedy: "请使前后两个阶段的日期相接")
    } else if from <= previous.days.from {
      report(
        .notAscending, at: place, "“\(head.id)”的起始日不晚于前一阶段“\(previous.id)”",
        remedy: "请按日期先后排列")
    } else if from < expected {
      report(
        .overlap, at: place, "“\(head.id)”从 \(from) 起，与“\(previous.id)”（至 \(expected - 1) 止）重叠",
        remedy: "请使前后两个阶段的日期相接")
    }
  }

  private mutating func regime(
    _ value: Located
  ) -> (head: (id: String, days: DayRange)?, regime: Regime?) {
    let required = [
      "id", "from", "to", "basis", "open", "individual", "partnership", "enterprise",
      "rateCapOverLPR", "rateCapEnforced", "maxUses", "sharing",
    ]
    guard let members = members(of: value, required: required) else { return (nil, nil) }
    let id = text(members["id"], "编号（字母或数字，至多 16 个）", Grammar.regimeID)
    let days = inclusiveDays(members)
    let basis = elements(members["basis"]).compactMap { text($0, "文号", Grammar.words) }
    let individual = kindTerms(
      members["individual"], kind: .individual, individualCap: nil, within: days)
    var individualCap: Fen?
    if case .fixed(let cap)? = individual?.cap { individualCap = cap }
    let partnership = kindTerms(
      members["partnership"], kind: .partnership, individualCap: individualCap, within: days)
    let enterprise = kindTerms(
      members["enterprise"], kind: .enterprise, individualCap: nil, within: days)
    let (rateCap, enforced) = self.rateCap(members)
    let maxUses = isNull(members["maxUses"]) ? nil : integer(members["maxUses"], in: 1...99)
    let sharing = sharing(members["sharing"])
    let open = openNames(members["open"], in: value.node, of: "本阶段")
    let head = id.flatMap { id in days.map { (id: id, days: $0) } }
    guard let head, let individual, let partnership, let enterprise, let sharing else {
      return (head, nil)
    }
    return (
      head,
      Regime(
        id: head.id, days: head.days, basis: basis, open: open, individual: individual,
        partnership: partnership, enterprise: enterprise, rateCapOverLPR: rateCap,
        rateCapEnforced: enforced, maxUses: maxUses, sharing: sharing)
    )
  }

  /// `from` and `to` are both inclusive.
  mutating func inclusiveDays(_ members: Members) -> DayRange? {
    let from = text(members["from"], Grammar.day) { Day($0) }
    let to = text(members["to"], Grammar.day) { Day($0) }
    guard let from, let to else { return nil }
    guard from <= to else {
      report(
        .notAscending, at: members.place, "终止日 \(to) 早于起始日 \(from)", remedy: "请核对日期")
      return nil
    }
    return DayRange(from: from, to: to + 1)
  }

  private mutating func rateCap(_ members: Members) -> (Rate?, enforced: Bool) {
    let cap =
      isNull(members["rateCapOverLPR"])
      ? nil : text(members["rateCapOverLPR"], Grammar.rate) { Rate($0) }
    let enforced = bool(members["rateCapEnforced"]) ?? false
    if enforced, isNull(members["rateCapOverLPR"]) {
      report(
        .contradiction, at: members.place, "“rateCapEnforced”为 true，但没有“rateCapOverLPR”",
        remedy: "请填写加点上限，或改为 false")
    }
    return (cap, enforced)
  }

  /// Whether a member is `null`.
  func isNull(_ value: Located?) -> Bool {
    if case .null? = value?.node.content { return true }
    return false
  }

  /// Each names a member of an object or, after a point, a member of a kind; only what has a
  /// title can be shown as unconfirmed.
  mutating func openNames(_ value: Located?, in object: JSONNode, of place: String) -> [String] {
    var names: [String] = []
    for element in elements(value, mayBeEmpty: true) {
      guard let name = text(element, "成员名", Grammar.words) else { continue }
      var node: JSONNode? = object
      for part in name.split(separator: ".", omittingEmptySubsequences: false) {
        node = node?[String(part)]
      }
      if node == nil || RegimeMember.title(of: name) == nil {
        report(
          .unknownOpenMember, at: element.place, "“open”所列的“\(name)”在\(place)中不存在",
          remedy: "请核对成员名")
      }
      names.append(name)
    }
    return names
  }
}
