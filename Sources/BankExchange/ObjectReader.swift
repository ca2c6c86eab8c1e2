import StrictJSON

/// Reads the members of one JSON object and collects every finding, not only the first: missing
/// members, wrong values, members that do not belong there.
///
/// Pointers are told from this object on; whoever holds the object puts its own in front.
struct ObjectReader {
  private let fields: [JSONField]
  private let position: JSONPosition
  private let isObject: Bool
  private let file: String
  private let code: FindingCode
  /// The members that were asked for, by their place.
  private var asked = AskedMembers()
  /// Where the next member is looked for first: senders mostly keep to the order of the format.
  private var next = 0
  private(set) var findings: [Finding] = []

  /// More findings than this in one object are not told one by one: a file of nothing but
  /// mistakes must not fill the memory.
  static let mostFindings = 1000

  /// Reads `node` of `file`; findings carry `code`. When the node is no object, that is the
  /// finding and every member reads as absent without another.
  init(_ node: JSONNode, file: String, code: FindingCode) {
    self.file = file
    self.code = code
    position = node.position
    if case .object(let fields) = node.content {
      self.fields = fields
      isObject = true
    } else {
      fields = []
      isObject = false
      report(nil, node.position, "应为 JSON 对象 { … }")
    }
  }

  /// The node of a member that may be absent. To ask makes the member one that belongs here.
  mutating func node(_ name: String) -> JSONNode? {
    guard let index = index(of: name) else { return nil }
    asked.insert(index)
    return fields[index].node
  }

  /// The value of a member that must be there; nil after a finding.
  mutating func required<Value>(_ name: String, _ grammar: Grammar<Value>) -> Value? {
    guard let node = node(name) else {
      if isObject { report(name, position, "缺少 \(name)，\(grammar.expectation())") }
      return nil
    }
    return read(name, node, grammar)
  }

  /// The value of a member that may be absent; nil when it is, or after a finding.
  mutating func optional<Value>(_ name: String, _ grammar: Grammar<Value>) -> Value? {
    guard let node = node(name) else { return nil }
    return read(name, node, grammar)
  }

  /// A member that is itself an object, read by `body`.
  mutating func object<Value>(
    _ name: String, required: Bool = true, _ body: (inout ObjectReader) -> Value?
  ) -> Value? {
    guard let node = node(name) else {
      if required, isObject { report(name, position, "缺少 \(name)，应为 JSON 对象") }
      return nil
    }
    var reader = ObjectReader(node, file: file, code: code)
    let value = body(&reader)
    take(reader.finish(), "/" + name)
    return value
  }

  /// A member that is an array, each element read by `body`.
  mutating func array<Value>(
    _ name: String, required: Bool, expectation: @autoclosure () -> String,
    _ body: (JSONNode) -> (Value?, [Finding])
  ) -> [Value]? {
    guard let node = node(name) else {
      if required, isObject { report(name, position, "缺少 \(name)，\(expectation())") }
      return nil
    }
    guard case .array(let elements) = node.content else {
      report(name, node.position, expectation())
      return nil
    }
    var values: [Value] = []
    for (index, element) in elements.enumerated() where findings.count <= Self.mostFindings {
      let (value, found) = body(element)
      if let value { values.append(value) }
      if !found.isEmpty { take(found, "/\(name)/\(index)") }
    }
    return values
  }

  /// A member that is an array of plain values; nil when it is absent.
  mutating func list<Value>(_ name: String, _ grammar: Grammar<Value>) -> [Value]? {
    let (file, code) = (file, code)
    return array(name, required: false, expectation: "应为数组") { element in
      if let value = grammar.parse(element) { return (value, []) }
      return (nil, [.at(element.position, "", grammar.expectation(), file: file, code)])
    }
  }

  /// Reports a member whose value follows the grammar but cannot stand.
  mutating func refuse(_ name: String, _ sentence: String) {
    report(name, index(of: name).map { fields[$0].node.position } ?? position, sentence)
  }

  /// Every finding, with one for each member that does not belong there. An unknown name is
  /// foreign text: only its place, length and digest are told.
  mutating func finish() -> [Finding] {
    if asked.count < fields.count {
      for (index, field) in fields.enumerated() where !asked.contains(index) {
        report(
          nil, field.namePosition,
          "第 \(index + 1) 个成员（名称\(ForeignText.traits(field.name))）不是规定的成员，请删去或改正名称")
      }
    }
    return findings
  }

  private mutating func index(of name: String) -> Int? {
    let count = fields.count
    var index = next
    for _ in 0..<count {
      if index >= count { index = 0 }
      if fields[index].name == name {
        next = index + 1
        return index
      }
      index += 1
    }
    return nil
  }

  private mutating func read<Value>(
    _ name: String, _ node: JSONNode, _ grammar: Grammar<Value>
  ) -> Value? {
    if let value = grammar.parse(node) { return value }
    report(name, node.position, grammar.expectation())
    return nil
  }

  @inline(never)
  private mutating func report(_ member: String?, _ position: JSONPosition, _ sentence: String) {
    let pointer = member.map { "/" + $0 } ?? ""
    append(.at(position, pointer, sentence, file: file, code))
  }

  private mutating func take(_ found: [Finding], _ place: String) {
    for finding in found { append(finding.under(place)) }
  }

  private mutating func append(_ finding: Finding) {
    if findings.count < Self.mostFindings {
      findings.append(finding)
    } else if findings.count == Self.mostFindings {
      findings.append(
        .at(position, "", "此对象中的其余问题不再列出，请先改正以上各处", file: file, code))
    }
  }
}

/// A set of places in an object. Objects of ours have few members, which a word can hold.
private struct AskedMembers {
  private var low: UInt64 = 0
  private var high: Set<Int> = []

  var count: Int { low.nonzeroBitCount + high.count }

  func contains(_ index: Int) -> Bool {
    index < 64 ? low & (1 << UInt64(index)) != 0 : high.contains(index)
  }

  mutating func insert(_ index: Int) {
    if index < 64 { low |= 1 << UInt64(index) } else { high.insert(index) }
  }
}
