extension JSONValue {
  /// The canonical form of RFC 8785: members sorted by the UTF-16 code units of their names, no
  /// white space, the fewest escapes.
  ///
  /// Numbers are written as their literals: integers are exact beyond 2^53, where RFC 8785 would
  /// round them. Two members of one name are a mistake of the program.
  public func canonical() -> [UInt8] {
    var output = JSONOutput()
    output.canonical(self)
    return output.bytes
  }
}

extension JSONNode {
  /// The same bytes as `value.canonical()`, without building the value.
  public func canonical() -> [UInt8] {
    var output = JSONOutput()
    output.canonical(self)
    return output.bytes
  }
}

extension JSONOutput {
  fileprivate mutating func canonical(_ value: JSONValue) {
    switch value {
    case .null: literal("null")
    case .bool(let bool): literal(bool ? "true" : "false")
    case .number(let number): self.number(number)
    case .string(let text): string(text)
    case .array(let elements):
      list(elements) { $0.canonical($1) }
    case .object(let members):
      object(members, name: \.name) { $0.canonical($1.value) }
    }
  }

  fileprivate mutating func canonical(_ node: JSONNode) {
    switch node.content {
    case .null: literal("null")
    case .bool(let bool): literal(bool ? "true" : "false")
    case .number(let number): self.number(number)
    case .string(let text): string(text)
    case .array(let elements):
      list(elements) { $0.canonical($1) }
    case .object(let fields):
      object(fields, name: \.name) { $0.canonical($1.node) }
    }
  }

  private mutating func list<Element>(
    _ elements: [Element], write: (inout JSONOutput, Element) -> Void
  ) {
    bytes.append(Byte.openBracket)
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(Byte.comma) }
      write(&self, element)
    }
    bytes.append(Byte.closeBracket)
  }

  private mutating func object<Member>(
    _ members: [Member], name: (Member) -> String, write: (inout JSONOutput, Member) -> Void
  ) {
    // Indexes are sorted, not members: moving those would cost more than comparing their names.
    let names = members.map(name)
    // Most objects are made in their order.
    let isInOrder = zip(names, names.dropFirst()).allSatisfy { precedesInUTF16($0, $1) }
    let order =
      isInOrder
      ? Array(names.indices) : names.indices.sorted { precedesInUTF16(names[$0], names[$1]) }
    bytes.append(Byte.openBrace)
    var previous: Int?
    for index in order {
      if let previous {
        precondition(!sameBytes(names[previous], names[index]), "duplicate member")
        bytes.append(Byte.comma)
      }
      previous = index
      string(names[index])
      bytes.append(Byte.colon)
      write(&self, members[index])
    }
    bytes.append(Byte.closeBrace)
  }
}

/// The order of RFC 8785 §3.2.3.
///
/// UTF-8 sorts like UTF-16 except that surrogates (U+10000 and up) come before U+E000…U+FFFF, so
/// the bytes decide unless both differ at leads of these two kinds.
func precedesInUTF16(_ left: String, _ right: String) -> Bool {
  var left = left
  var right = right
  return left.withUTF8 { a in
    right.withUTF8 { b in
      let common = min(a.count, b.count)
      var index = 0
      while index < common, a[index] == b[index] { index += 1 }
      guard index < common else { return a.count < b.count }
      // Where the first difference is inside a character, both have the same lead byte, and the
      // order of the code points is that of the bytes.
      let supplementary = (a[index] >= 0xF0, b[index] >= 0xF0)
      switch supplementary {
      case (true, false): return b[index] >= 0xEE
      case (false, true): return a[index] < 0xEE
      default: return a[index] < b[index]
      }
    }
  }
}
