import StrictJSON

/// Reads the members of one JSON object and collects every finding, not only the first: missing
/// members, wrong values, members that do not belong there.
struct ObjectReader {
  private let fields: [JSONField]
  private let position: JSONPosition
  private let pointer: String
  private let file: String
  private let code: FindingCode
  private var known: [String] = []
  private(set) var findings: [Finding] = []

  /// Reads `node`, which stands at `pointer` of `file`; findings carry `code`. When the node is
  /// no object, that is the finding and every member reads as absent without another.
  init(_ node: JSONNode, pointer: String, file: String, code: FindingCode) {
    self.pointer = pointer
    self.file = file
    self.code = code
    position = node.position
    if case .object(let fields) = node.content {
      self.fields = fields
      isObject = true
    } else {
      fields = []
      isObject = false
      report(pointer, node.position, "应为 JSON 对象 { … }")
    }
  }

  private let isObject: Bool

  /// The node of a member that may be absent.
  mutating func node(_ name: String) -> JSONNode? {
    known.append(name)
    return fields.first { $0.name == name }?.node
  }

  /// The value of a member that must be there; nil after a finding.
  mutating func required<Value>(_ name: String, _ grammar: Grammar<Value>) -> Value? {
    guard let node = node(name) else {
      if isObject { report(pointer + "/" + name, position, "缺少 \(name)，\(grammar.expectation)") }
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
      if required, isObject { report(pointer + "/" + name, position, "缺少 \(name)，应为 JSON 对象") }
      return nil
    }
    var reader = ObjectReader(node, pointer: pointer + "/" + name, file: file, code: code)
    let value = body(&reader)
    findings += reader.finish()
    return value
  }

  /// A member that is an array, each element read by `body` with its pointer.
  mutating func array<Value>(
    _ name: String, required: Bool, expectation: String,
    _ body: (JSONNode, String) -> (Value?, [Finding])
  ) -> [Value]? {
    guard let node = node(name) else {
      if required, isObject { report(pointer + "/" + name, position, "缺少 \(name)，\(expectation)") }
      return nil
    }
    guard case .array(let elements) = node.content else {
      report(pointer + "/" + name, node.position, expectation)
      return nil
    }
    var values: [Value] = []
    for (index, element) in elements.enumerated() {
      let (value, found) = body(element, "\(pointer)/\(name)/\(index)")
      if let value { values.append(value) }
      findings += found
    }
    return values
  }

  /// A member that is an array of plain values; nil when it is absent.
  mutating func list<Value>(_ name: String, _ grammar: Grammar<Value>) -> [Value]? {
    let (file, code) = (file, code)
    return array(name, required: false, expectation: "应为数组") { element, pointer in
      if let value = grammar.parse(element) { return (value, []) }
      return (nil, [.at(element.position, pointer, grammar.expectation, file: file, code)])
    }
  }

  /// Reports a member whose value follows the grammar but cannot stand.
  mutating func refuse(_ name: String, _ sentence: String, code other: FindingCode? = nil) {
    let place = fields.first { $0.name == name }?.node.position ?? position
    report(pointer + "/" + name, place, sentence, other)
  }

  /// Every finding, with one for each member that does not belong there. An unknown name is
  /// foreign text: only its place is told.
  mutating func finish() -> [Finding] {
    for (index, field) in fields.enumerated() where !known.contains(field.name) {
      report(
        pointer, field.namePosition,
        "第 \(index + 1) 个成员（名称 \(field.name.utf8.count) 字节）不是规定的成员，请删去或改正名称")
    }
    return findings
  }

  private mutating func read<Value>(
    _ name: String, _ node: JSONNode, _ grammar: Grammar<Value>
  ) -> Value? {
    if let value = grammar.parse(node) { return value }
    report(pointer + "/" + name, node.position, grammar.expectation)
    return nil
  }

  private mutating func report(
    _ pointer: String, _ position: JSONPosition, _ sentence: String, _ other: FindingCode? = nil
  ) {
    findings.append(.at(position, pointer, sentence, file: file, other ?? code))
  }
}

extension Finding {
  /// A finding at a place of a JSON file, the place told in the sentence too.
  static func at(
    _ position: JSONPosition, _ pointer: String, _ sentence: String, file: String,
    _ code: FindingCode
  ) -> Finding {
    Finding(
      code, "第 \(position.line) 行第 \(position.column) 列：\(sentence)。", file: file,
      pointer: pointer)
  }
}
