import StrictJSON

/// Collects findings on one policy file while it is read.
struct Lint {
  let file: PolicyFileName
  private(set) var findings: [PolicyFinding] = []

  init(_ file: PolicyFileName) { self.file = file }

  /// A finding in a table.
  mutating func report(
    _ code: PolicyFinding.Code, line: Int, _ message: String, remedy: String
  ) {
    findings.append(
      PolicyFinding(
        file: file, line: line, column: nil, pointer: nil, code: code, message: message,
        remedy: remedy))
  }

  /// A finding in a JSON document.
  mutating func report(
    _ code: PolicyFinding.Code, at place: Place, _ message: String, remedy: String
  ) {
    findings.append(
      PolicyFinding(
        file: file, line: place.position.line, column: place.position.column,
        pointer: place.pointer, code: code, message: message, remedy: remedy))
  }
}

/// Where a JSON value stands.
struct Place {
  var position: JSONPosition
  var pointer: String
}

/// A JSON value with its place.
struct Located {
  var node: JSONNode
  var pointer: String

  var place: Place { Place(position: node.position, pointer: pointer) }
}

/// A JSON object whose members were checked against the names that may occur.
struct Members {
  let object: Located

  var place: Place { object.place }

  subscript(name: String) -> Located? {
    object.node[name].map { Located(node: $0, pointer: object.pointer + "/" + name) }
  }

  func has(_ name: String) -> Bool { object.node[name] != nil }
}

extension Lint {
  /// The root of a JSON document; nil when it is none, which is reported.
  mutating func document(_ bytes: [UInt8]) -> Located? {
    do throws(JSONError) {
      return Located(node: try JSONNode.parse(bytes, limits: .exchange), pointer: "")
    } catch {
      report(
        .notJSON, at: Place(position: error.position, pointer: error.pointer),
        "从这里起不是合规的 JSON（\(error.kind.rawValue)）", remedy: "请用 JSON 工具检查后改正")
      return nil
    }
  }

  /// The members of an object. Unknown and missing ones are reported.
  mutating func members(
    of value: Located, required: [String], optional: [String] = []
  ) -> Members? {
    guard case .object(let fields) = value.node.content else {
      wrongType(value, "对象")
      return nil
    }
    for field in fields where !required.contains(field.name) && !optional.contains(field.name) {
      report(
        .unknownMember,
        at: Place(
          position: field.namePosition, pointer: value.pointer + "/" + escaped(field.name)),
        "不认识的成员“\(field.name)”", remedy: "请核对拼写，或删去该成员")
    }
    let members = Members(object: value)
    for name in required where !members.has(name) {
      report(.missingMember, at: value.place, "缺少成员“\(name)”", remedy: "请补上该成员")
    }
    return members
  }

  /// A text that `parse` understands. Nil when the member is absent or was reported.
  mutating func text<Value>(
    _ value: Located?, _ expected: String, _ parse: (String) -> Value?
  ) -> Value? {
    guard let value else { return nil }
    guard case .string(let text) = value.node.content else {
      wrongType(value, "文本")
      return nil
    }
    if let parsed = parse(text) { return parsed }
    report(.badValue, at: value.place, "“\(text)”不是\(expected)", remedy: "请改为\(expected)")
    return nil
  }

  /// An integer in a range.
  mutating func integer(_ value: Located?, in range: ClosedRange<Int>) -> Int? {
    guard let value else { return nil }
    guard case .number(let number) = value.node.content else {
      wrongType(value, "整数")
      return nil
    }
    if let integer = number.integer, let int = Int(exactly: integer), range.contains(int) {
      return int
    }
    let expected = "\(range.lowerBound) 至 \(range.upperBound) 的整数"
    report(
      .badValue, at: value.place, "\(number.literal) 不是\(expected)", remedy: "请改为\(expected)")
    return nil
  }

  /// `true` or `false`.
  mutating func bool(_ value: Located?) -> Bool? {
    guard let value else { return nil }
    if case .bool(let bool) = value.node.content { return bool }
    wrongType(value, "true 或 false")
    return nil
  }

  /// The elements of an array that must not be empty, unless `mayBeEmpty`.
  mutating func elements(_ value: Located?, mayBeEmpty: Bool = false) -> [Located] {
    guard let value else { return [] }
    guard case .array(let nodes) = value.node.content else {
      wrongType(value, "数组")
      return []
    }
    if nodes.isEmpty, !mayBeEmpty {
      report(.empty, at: value.place, "数组没有内容", remedy: "请至少填写一项")
    }
    return nodes.enumerated().map {
      Located(node: $0.element, pointer: value.pointer + "/\($0.offset)")
    }
  }

  mutating func wrongType(_ value: Located, _ expected: String) {
    report(
      .wrongType, at: value.place, "此处应为\(expected)", remedy: "请按政策数据的格式改写")
  }

  /// A member name in a JSON pointer. RFC 6901 §3.
  private func escaped(_ name: String) -> String {
    name.reduce(into: "") { text, character in
      switch character {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.append(character)
      }
    }
  }
}
