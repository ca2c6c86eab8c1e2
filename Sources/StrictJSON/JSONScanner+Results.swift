/// What is made of tokens: events, trees, or nothing.
extension JSONScanner {
  private var text: String { String(decoding: token, as: UTF8.self) }

  mutating func event() throws -> JSONEvent {
    switch try step() {
    case .beginObject: .beginObject
    case .endObject: .endObject
    case .name: .name(text)
    case .beginArray: .beginArray
    case .endArray: .endArray
    case .string: .string(text)
    case .number: .number(JSONNumber(checked: text))
    case .yes: .bool(true)
    case .no: .bool(false)
    case .null: .null
    case .end: .end
    }
  }

  /// The next value as a tree; nil where an array ends instead.
  mutating func element() throws -> JSONNode? {
    let first = try step()
    return first == .endArray ? nil : try node(first, treeStart: tokenStart.offset)
  }

  /// The next value as a tree.
  mutating func value() throws -> JSONNode {
    guard let node = try element() else { throw error(.noElement, at: tokenStart) }
    return node
  }

  /// The tree of the value that begins with a token. Recursion is bounded by `limits.depth`.
  private mutating func node(_ first: Token, treeStart: Int64) throws -> JSONNode {
    let start = tokenStart
    if start.offset - treeStart > limits.treeBytes { throw error(.tooManyMembers, at: start) }
    let content: JSONNode.Content
    switch first {
    case .string: content = .string(text)
    case .number: content = .number(JSONNumber(checked: text))
    case .yes: content = .bool(true)
    case .no: content = .bool(false)
    case .null: content = .null
    case .beginObject: content = .object(try fields(treeStart))
    case .beginArray: content = .array(try elements(treeStart))
    case .name, .endObject, .endArray, .end: preconditionFailure("no value begins like this")
    }
    return JSONNode(content: content, position: start)
  }

  private mutating func fields(_ treeStart: Int64) throws -> [JSONField] {
    var fields: [JSONField] = []
    while try step() == .name {
      let name = text
      let start = tokenStart
      let value = try node(step(), treeStart: treeStart)
      fields.append(JSONField(name: name, namePosition: start, node: value))
    }
    return fields
  }

  private mutating func elements(_ treeStart: Int64) throws -> [JSONNode] {
    var nodes: [JSONNode] = []
    while true {
      let first = try step()
      if first == .endArray { return nodes }
      nodes.append(try node(first, treeStart: treeStart))
    }
  }

  /// Reads the next value and keeps nothing.
  mutating func skip() throws {
    let target = depth
    if try step() == .endArray { throw error(.noElement, at: tokenStart) }
    while depth > target { _ = try step() }
  }
}
