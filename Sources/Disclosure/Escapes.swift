/// Escapes as scripts, style sheets, JSON and addresses know them: `%31`, `%u0031`, `\u0031`,
/// `\u{31}`, `\x31`, `\61`, `\n`, and a backslash before a line's end.
///
/// A backslash with plain digits is octal in a script and hexadecimal in a style sheet: content
/// that has one is read both ways.
enum Escapes {
  /// How a backslash with digits is read.
  enum Dialect { case script, style }

  /// Whether something that means another character begins here.
  static func begins(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard index + 1 < bytes.count else { return false }
    let next = bytes[index + 1]
    if bytes[index] == 0x25 {
      return Hex.number(bytes, at: index + 1, 2) != nil
        || next | 0x20 == 0x75 && Hex.number(bytes, at: index + 2, 4) != nil
    }
    return Hex.value(next) != nil
      || [0x75, 0x78, 0x6E, 0x72, 0x74, 0x2F, 0x0A, 0x0D].contains(next)
  }

  /// The content with its escapes and entities resolved once.
  static func resolved(_ content: [UInt8], as dialect: Dialect) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    content.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        switch bytes[index] {
        case 0x25: index += address(bytes, at: index, into: &result)
        case 0x5C: index += backslash(bytes, at: index, dialect, into: &result)
        case 0x26:
          let (scalar, length) = Entity.read(bytes, at: index)
          append(scalar, to: &result)
          index += length
        default:
          result.append(bytes[index])
          index += 1
        }
      }
    }
    return result
  }

  private static func address(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, into result: inout [UInt8]
  ) -> Int {
    if let byte = Hex.number(bytes, at: index + 1, 2) {
      result.append(UInt8(byte))
      return 3
    }
    if index + 1 < bytes.count, bytes[index + 1] | 0x20 == 0x75,
      let (scalar, length) = unit(bytes, at: index, prefix: 0x25)
    {
      append(scalar, to: &result)
      return length
    }
    result.append(0x25)
    return 1
  }

  /// Takes a backslash with what belongs to it, and gives the length of both.
  private static func backslash(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ dialect: Dialect,
    into result: inout [UInt8]
  ) -> Int {
    guard index + 1 < bytes.count else {
      result.append(0x5C)
      return 1
    }
    let next = bytes[index + 1]
    if dialect == .style, let length = style(bytes, at: index, into: &result) { return length }
    switch next {
    case 0x75:
      guard let (scalar, length) = unit(bytes, at: index, prefix: 0x5C) else { break }
      append(scalar, to: &result)
      return length
    case 0x78:
      guard let value = Hex.number(bytes, at: index + 2, 2) else { break }
      append(value, to: &result)
      return 4
    case 0x30...0x37:
      var value: UInt32 = 0
      var length = 1
      while length < 4, index + length < bytes.count, (0x30...0x37).contains(bytes[index + length]),
        value < 32
      {
        value = value << 3 | UInt32(bytes[index + length] & 7)
        length += 1
      }
      append(value, to: &result)
      return length
    case 0x6E, 0x72, 0x74:
      result.append(0x0A)
      return 2
    case 0x0A, 0x0D: return 2
    default: break
    }
    // The backslash goes, the character stays.
    result.append(next)
    return 2
  }

  /// `\31 `: up to six hexadecimal digits and a blank that belongs to them.
  private static func style(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, into result: inout [UInt8]
  ) -> Int? {
    var value: UInt32 = 0
    var length = 1
    while length < 7, index + length < bytes.count, let digit = Hex.value(bytes[index + length]) {
      value = value << 4 | UInt32(digit)
      length += 1
    }
    guard length > 1 else { return nil }
    append(value, to: &result)
    let isBlank =
      index + length < bytes.count && [0x20, 0x09, 0x0A].contains(bytes[index + length])
    return length + (isBlank ? 1 : 0)
  }

  /// `\u0031`, `\u{31}` or two surrogates: the character and the length.
  private static func unit(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, prefix: UInt8
  ) -> (UInt32, Int)? {
    if index + 2 < bytes.count, bytes[index + 2] == 0x7B {
      var value: UInt32 = 0
      var end = index + 3
      while end < bytes.count, value < 0x11_0000, let digit = Hex.value(bytes[end]) {
        value = value << 4 | UInt32(digit)
        end += 1
      }
      return end < bytes.count && bytes[end] == 0x7D ? (value, end + 1 - index) : nil
    }
    guard let first = Hex.number(bytes, at: index + 2, 4) else { return nil }
    if first & 0xFC00 == 0xD800, index + 7 < bytes.count, bytes[index + 6] == prefix,
      let second = Hex.number(bytes, at: index + 8, 4), second & 0xFC00 == 0xDC00
    {
      return (0x1_0000 + (first & 0x3FF) << 10 + second & 0x3FF, 12)
    }
    return (first, 6)
  }

  private static func append(_ value: UInt32, to result: inout [UInt8]) {
    result.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
  }
}
