import StrictJSON

/// Reads members of the settings and collects what is wrong with them.
struct SettingsReader {
  private var fields: [JSONField] = []
  private var known: Set<String> = []
  private let path: String
  private(set) var problems: [String] = []

  init(_ node: JSONNode, path: String = "") {
    self.path = path
    if case .object(let fields) = node.content {
      self.fields = fields
    } else {
      problems.append("\(path.isEmpty ? "文件" : path) 应为 JSON 对象")
    }
  }

  /// The names of all members, for an object whose names are data.
  var names: [String] { fields.map(\.name) }

  private mutating func content(_ name: String) -> JSONNode.Content? {
    known.insert(name)
    return fields.first { $0.name == name }?.node.content
  }

  mutating func complain(_ name: String, _ problem: String) {
    problems.append("\(path)\(name) \(problem)")
  }

  mutating func text(_ name: String) -> String? {
    guard let content = content(name) else { return nil }
    if case .string(let text) = content { return text }
    complain(name, "应为字符串")
    return nil
  }

  mutating func texts(_ name: String) -> [String]? {
    guard let content = content(name) else { return nil }
    if case .array(let elements) = content {
      let texts = elements.compactMap { element -> String? in
        if case .string(let text) = element.content { return text }
        return nil
      }
      if texts.count == elements.count { return texts }
    }
    complain(name, "应为字符串数组")
    return nil
  }

  mutating func flag(_ name: String) -> Bool? {
    guard let content = content(name) else { return nil }
    if case .bool(let flag) = content { return flag }
    complain(name, "应为 true 或 false")
    return nil
  }

  mutating func number(_ name: String) -> Int? {
    guard let content = content(name) else { return nil }
    if case .number(let number) = content, let integer = number.integer { return Int(integer) }
    complain(name, "应为整数")
    return nil
  }

  mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let number = number(name) else { return nil }
    if range.contains(number) { return number }
    complain(name, "应为 \(range.lowerBound) 至 \(range.upperBound) 的整数")
    return nil
  }

  mutating func parsed<Value>(_ name: String, _ value: Value?) -> Value? {
    if value == nil { complain(name, "的值不合规定") }
    return value
  }

  mutating func within(_ name: String, _ body: (inout SettingsReader) -> Void) {
    known.insert(name)
    guard let node = fields.first(where: { $0.name == name })?.node else { return }
    var reader = SettingsReader(node, path: "\(path)\(name).")
    body(&reader)
    problems += reader.problems + reader.unknown
  }

  private var unknown: [String] {
    fields.filter { !known.contains($0.name) }.map {
      "\(path)\($0.name)（第 \($0.namePosition.line) 行）不是规定的设置"
    }
  }

  /// Everything wrong, in one refusal; nil when nothing is.
  func refusal(_ file: String) -> OfficeRefusal? {
    let all = problems + unknown
    guard !all.isEmpty else { return nil }
    return OfficeRefusal(.usage, file, all.joined(separator: "；"), "请按说明改正设置文件")
  }
}
