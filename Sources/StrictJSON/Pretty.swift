extension JSONValue {
  /// The value for people: one member or element a line, in the order given, and a newline at the
  /// end.
  public func text(indent: Int = 2) -> [UInt8] {
    var output = JSONOutput()
    output.pretty(self, indent: indent, level: 0)
    output.newline(0)
    return output.bytes
  }
}

extension JSONOutput {
  fileprivate mutating func pretty(_ value: JSONValue, indent: Int, level: Int) {
    switch value {
    case .null: literal("null")
    case .bool(let bool): literal(bool ? "true" : "false")
    case .number(let number): self.number(number)
    case .string(let text): string(text)
    case .array(let elements):
      bytes.append(Byte.openBracket)
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(Byte.comma) }
        newline(indent * (level + 1))
        pretty(element, indent: indent, level: level + 1)
      }
      if !elements.isEmpty { newline(indent * level) }
      bytes.append(Byte.closeBracket)
    case .object(let members):
      precondition(MemberNames.areUnique(members.lazy.map(\.name)), "duplicate member")
      bytes.append(Byte.openBrace)
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(Byte.comma) }
        newline(indent * (level + 1))
        string(member.name)
        bytes.append(Byte.colon)
        bytes.append(Byte.space)
        pretty(member.value, indent: indent, level: level + 1)
      }
      if !members.isEmpty { newline(indent * level) }
      bytes.append(Byte.closeBrace)
    }
  }
}
