import Policy
import Quantities
import StrictJSON

/// Reads `fund.json` and collects everything that is wrong with it.
struct FundRulesReader {
  private(set) var findings: [FundFinding] = []

  /// The members of a rule, in the order of docs/STATISTICS.md.
  private static let members = [
    "id", "from", "to", "basis", "open", "guaranteed", "liabilityPercent", "multiple",
    "compensation", "warnAbovePercent", "suspendAbovePercent",
  ]

  mutating func read(_ bytes: [UInt8]) -> [FundRule] {
    let root: JSONNode
    do throws(JSONError) {
      root = try JSONNode.parse(bytes, limits: .exchange)
    } catch {
      findings.append(
        FundFinding(
          line: error.position.line, column: error.position.column, pointer: error.pointer,
          code: .notJSON, message: "从这里起不是合规的 JSON（\(error.kind.rawValue)）",
          remedy: "请用 JSON 工具检查后改正"))
      return []
    }
    let file = Spot(root, "")
    check(file, names: ["about", "rules"], required: ["rules"])
    if let about = file["about"] { _ = text(about, "说明文字") { $0 } }
    guard let list = file["rules"] else { return [] }
    var rules: [FundRule] = []
    for spot in elements(list) {
      guard let rule = rule(spot) else { continue }
      follow(rule, after: rules.last, at: spot)
      if rules.contains(where: { $0.id == rule.id }) {
        report(.duplicate, spot, "编号“\(rule.id)”重复", "请另取编号")
      }
      rules.append(rule)
    }
    return rules
  }

  private mutating func rule(_ spot: Spot) -> FundRule? {
    guard check(spot, names: Self.members, required: Self.members) else { return nil }
    let id = spot["id"].flatMap { text($0, "编号（1 至 16 个字符）", Self.name) }
    let from = spot["from"].flatMap { text($0, "日期（如 2024-01-31）") { Day($0) } }
    let to = spot["to"].flatMap { orNull($0) { $0.text($1, "日期（如 2024-01-31）") { Day($0) } } }
    let basis = spot["basis"].map { elements($0) } ?? []
    let documents = basis.compactMap { text($0, "文号", Self.words) }
    let guaranteed = spot["guaranteed"].flatMap {
      text($0, "ALL 或 WITH_LETTER") { FundRule.Guaranteed(rawValue: $0) }
    }
    let liability = spot["liabilityPercent"].flatMap { integer($0, 1...100) }
    let multiple = spot["multiple"].flatMap { multiples($0) }
    let fund = spot["compensation"].flatMap { fundPercent($0) }
    let warn = spot["warnAbovePercent"].flatMap { integer($0, 1...100) }
    let suspend = spot["suspendAbovePercent"].flatMap {
      orNull($0) { $0.integer($1, 1...100) }
    }
    let open = openMembers(spot)
    guard let id, let from, let guaranteed, let liability, let multiple, let fund, let warn else {
      return nil
    }
    if let to, to < from {
      report(.notAscending, spot, "终止日 \(to) 早于起始日 \(from)", "请核对日期")
    }
    return FundRule(
      id: id, days: DayRange(from: from, to: to.map { $0 + 1 } ?? .farFuture), basis: documents,
      open: open, guaranteed: guaranteed, liabilityPercent: liability,
      ordinaryMultiple: multiple.ordinary, raisedMultiple: multiple.raised,
      raisedFromPercent: multiple.from, fundPercent: fund, warnAbovePercent: warn,
      suspendAbovePercent: suspend)
  }

  /// No gap and no overlap between rules; `from` and `to` are inclusive.
  private mutating func follow(_ rule: FundRule, after previous: FundRule?, at spot: Spot) {
    guard let previous, rule.days.from != previous.days.to else { return }
    let isGap = rule.days.from > previous.days.to
    report(
      isGap ? .gap : .overlap, spot,
      "“\(rule.id)”从 \(rule.days.from) 起，与“\(previous.id)”的日期\(isGap ? "之间有空档" : "重叠")",
      "请使前后两条的日期相接")
  }

  private mutating func multiples(_ spot: Spot) -> (ordinary: Int, raised: Int, from: Int)? {
    let names = ["ordinary", "raised", "raisedFromRepaymentPercent"]
    guard check(spot, names: names, required: names) else { return nil }
    let ordinary = spot["ordinary"].flatMap { integer($0, 1...100) }
    let raised = spot["raised"].flatMap { integer($0, 1...100) }
    let from = spot["raisedFromRepaymentPercent"].flatMap { integer($0, 1...100) }
    guard let ordinary, let raised, let from else { return nil }
    if raised < ordinary {
      report(.contradiction, spot, "提高后的倍数小于一般倍数", "请核对倍数")
    }
    return (ordinary, raised, from)
  }

  /// The shares of fund and bank in a compensation sum to 100.
  private mutating func fundPercent(_ spot: Spot) -> Int? {
    guard check(spot, names: ["fund", "bank"], required: ["fund", "bank"]) else { return nil }
    let fund = spot["fund"].flatMap { integer($0, 0...100) }
    let bank = spot["bank"].flatMap { integer($0, 0...100) }
    guard let fund, let bank else { return nil }
    if fund + bank != 100 {
      report(.sharingNot100, spot, "基金与银行分担比例合计 \(fund + bank)，应为 100", "请核对分担比例")
    }
    return fund
  }

  private mutating func openMembers(_ rule: Spot) -> [String] {
    guard let list = rule["open"] else { return [] }
    var names: [String] = []
    for spot in elements(list, mayBeEmpty: true) {
      guard let name = text(spot, "成员名", Self.words) else { continue }
      names.append(name)
      if !Self.members.contains(name) {
        report(.unknownOpenMember, spot, "“open”所列的“\(name)”不存在", "请核对成员名")
      }
    }
    return names
  }
}

/// A JSON value with its pointer.
private struct Spot {
  let node: JSONNode
  let pointer: String

  init(_ node: JSONNode, _ pointer: String) {
    self.node = node
    self.pointer = pointer
  }

  subscript(name: String) -> Spot? { node[name].map { Spot($0, pointer + "/" + name) } }
}

// The few shapes that the file has.
extension FundRulesReader {
  private mutating func report(
    _ code: PolicyFinding.Code, _ spot: Spot, _ message: String, _ remedy: String
  ) {
    findings.append(
      FundFinding(
        line: spot.node.position.line, column: spot.node.position.column, pointer: spot.pointer,
        code: code, message: message, remedy: remedy))
  }

  @discardableResult
  private mutating func check(_ spot: Spot, names: [String], required: [String]) -> Bool {
    guard case .object(let fields) = spot.node.content else {
      report(.wrongType, spot, "此处应为对象", "请按政策数据的格式改写")
      return false
    }
    for field in fields where !names.contains(field.name) {
      report(
        .unknownMember, Spot(field.node, spot.pointer), "不认识的成员“\(field.name)”", "请核对拼写，或删去该成员")
    }
    for name in required where spot[name] == nil {
      report(.missingMember, spot, "缺少成员“\(name)”", "请补上该成员")
    }
    return true
  }

  private mutating func elements(_ spot: Spot, mayBeEmpty: Bool = false) -> [Spot] {
    guard case .array(let nodes) = spot.node.content else {
      report(.wrongType, spot, "此处应为数组", "请按政策数据的格式改写")
      return []
    }
    if nodes.isEmpty, !mayBeEmpty { report(.empty, spot, "数组没有内容", "请至少填写一项") }
    return nodes.enumerated().map { Spot($0.element, "\(spot.pointer)/\($0.offset)") }
  }

  private mutating func text<Value>(
    _ spot: Spot, _ expected: String, _ parse: (String) -> Value?
  ) -> Value? {
    guard case .string(let text) = spot.node.content else {
      report(.wrongType, spot, "此处应为文本", "请按政策数据的格式改写")
      return nil
    }
    if let value = parse(text) { return value }
    report(.badValue, spot, "此处不是\(expected)", "请改为\(expected)")
    return nil
  }

  private mutating func integer(_ spot: Spot, _ range: ClosedRange<Int>) -> Int? {
    if case .number(let number) = spot.node.content, let integer = number.integer,
      let value = Int(exactly: integer), range.contains(value)
    {
      return value
    }
    let expected = "\(range.lowerBound) 至 \(range.upperBound) 的整数"
    report(.badValue, spot, "此处不是\(expected)", "请改为\(expected)")
    return nil
  }

  private mutating func orNull<Value>(
    _ spot: Spot, _ read: (inout FundRulesReader, Spot) -> Value?
  ) -> Value? {
    if case .null = spot.node.content { return nil }
    return read(&self, spot)
  }

  private static func words(_ text: String) -> String? {
    let control = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    return text.isEmpty || control ? nil : text
  }

  private static func name(_ text: String) -> String? {
    text.utf8.count <= 16 ? words(text) : nil
  }
}
