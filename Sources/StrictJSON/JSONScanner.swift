/// The grammar: from bytes to tokens, with the path to each of them.
///
/// One `step()` reads one token; events, trees and skipping are three uses of it.
struct JSONScanner: ~Copyable {
  var window: ByteWindow
  /// The bytes of the last string, name or number; valid until the next step.
  private(set) var token = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  /// Where the last token began.
  private(set) var tokenStart = JSONPosition(line: 1, column: 1, offset: 0)
  /// A token in pieces; see `JSONScanner+Strings` and `+Numbers`.
  var pieces = TokenBytes()
  let limits: JSONLimits

  private var phase = Phase.value
  private var names = MemberNames()
  /// The innermost open container; the others are below it in `outer`.
  private var frame = Frame(isObject: false, base: 0, current: -1)
  private var outer: [Frame] = []
  private(set) var depth = 0

  /// What may come next.
  private enum Phase {
    case value, firstElement, firstName, afterName, afterValue, afterDocument
  }

  /// A container that is open.
  private struct Frame {
    let isObject: Bool
    /// How many names were on the stack when it opened.
    let base: Int
    /// The element's index, or the index of the member's name on the stack; -1 for none.
    var current: Int
  }

  enum Token {
    case beginObject, endObject, name, beginArray, endArray
    case string, number, yes, no, null, end
  }

  init(
    limits: JSONLimits, chunk: Int,
    read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) {
    limits.check()
    self.limits = limits
    window = ByteWindow(capacity: chunk, read: read)
  }

  var expectsElement: Bool {
    depth > 0 && !frame.isObject && (phase == .firstElement || phase == .afterValue)
  }

  var expectsName: Bool {
    phase == .firstName || (phase == .afterValue && frame.isObject)
  }

  var expectsValue: Bool { phase == .value || phase == .afterName || expectsElement }

  mutating func step() throws -> Token {
    let byte = try window.skipWhitespace()
    switch phase {
    case .value:
      return try value(byte)
    case .afterValue:
      if byte == Byte.comma {
        window.cursor += 1
        return try afterComma()
      }
      return try close(byte, else: .expectedCommaOrEnd)
    case .afterName:
      guard byte == Byte.colon else { throw error(byte == nil ? .unexpectedEnd : .expectedColon) }
      window.cursor += 1
      return try value(window.skipWhitespace())
    case .firstElement:
      if byte == Byte.closeBracket { return try close(byte, else: .expectedValue) }
      frame.current = 0
      return try value(byte)
    case .firstName:
      if byte == Byte.closeBrace { return try close(byte, else: .expectedName) }
      return try name(byte)
    case .afterDocument:
      if byte != nil { throw error(.trailingContent) }
      tokenStart = window.position
      return .end
    }
  }

  private mutating func afterComma() throws -> Token {
    let byte = try window.skipWhitespace()
    if frame.isObject {
      frame.current = -1
      return try name(byte)
    }
    frame.current += 1
    return try value(byte)
  }

  private mutating func name(_ byte: UInt8?) throws -> Token {
    guard byte == Byte.quote else { throw error(byte == nil ? .unexpectedEnd : .expectedName) }
    tokenStart = window.position
    if names.count - frame.base == limits.members { throw error(.tooManyMembers) }
    token = try scanString(limit: limits.nameBytes)
    let isNew = names.add(token, since: frame.base)
    frame.current = names.count - 1
    if !isNew { throw error(.duplicateMember, at: tokenStart) }
    phase = .afterName
    return .name
  }

  private mutating func value(_ byte: UInt8?) throws -> Token {
    tokenStart = window.position
    switch byte {
    case Byte.quote:
      token = try scanString(limit: limits.stringBytes)
      return completed(.string)
    case Byte.openBrace:
      return try open(isObject: true)
    case Byte.openBracket:
      return try open(isObject: false)
    case UInt8(ascii: "t"):
      return try literal("true", .yes)
    case UInt8(ascii: "f"):
      return try literal("false", .no)
    case UInt8(ascii: "n"):
      return try literal("null", .null)
    case let byte? where byte == Byte.minus || Byte.isDigit(byte):
      token = try scanNumber()
      return completed(.number)
    case 0xEF where tokenStart.offset == 0:
      throw try byteOrderMarkOrOther()
    case nil:
      throw error(.unexpectedEnd)
    default:
      throw error(.expectedValue)
    }
  }

  @inline(__always)
  private mutating func completed(_ token: Token) -> Token {
    phase = depth == 0 ? .afterDocument : .afterValue
    return token
  }

  private mutating func open(isObject: Bool) throws -> Token {
    if depth == limits.depth { throw error(.tooDeep) }
    window.cursor += 1
    if depth > 0 { outer.append(frame) }
    depth += 1
    frame = Frame(isObject: isObject, base: names.count, current: -1)
    phase = isObject ? .firstName : .firstElement
    return isObject ? .beginObject : .beginArray
  }

  private mutating func close(_ byte: UInt8?, else kind: JSONError.Kind) throws -> Token {
    guard byte == (frame.isObject ? Byte.closeBrace : Byte.closeBracket) else {
      throw error(byte == nil ? .unexpectedEnd : kind)
    }
    tokenStart = window.position
    window.cursor += 1
    let ended: Token = frame.isObject ? .endObject : .endArray
    names.drop(to: frame.base)
    depth -= 1
    if let parent = outer.popLast() { frame = parent }
    return completed(ended)
  }

  private mutating func literal(_ text: StaticString, _ token: Token) throws -> Token {
    for index in 0..<text.utf8CodeUnitCount {
      guard let byte = try window.peek() else { throw error(.unexpectedEnd) }
      if byte != text.utf8Start[index] { throw error(.expectedValue) }
      window.cursor += 1
    }
    return completed(token)
  }

  private mutating func byteOrderMarkOrOther() throws -> JSONError {
    let start = window.position
    for expected in [0xEF, 0xBB, 0xBF] as [UInt8] {
      if try window.peek() != expected { return error(.expectedValue, at: start) }
      window.cursor += 1
    }
    return error(.byteOrderMark, at: start)
  }

  /// The pointer to the value where reading stands: the names and indexes of all open containers.
  var pointer: String {
    var text = ""
    for frame in outer + (depth > 0 ? [frame] : []) where frame.current >= 0 {
      guard frame.isObject else {
        text += "/\(frame.current)"
        continue
      }
      text += "/"
      for scalar in String(decoding: names[frame.current], as: UTF8.self).unicodeScalars {
        switch scalar {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    return text
  }

  /// An error at the cursor.
  @inline(never)
  func error(_ kind: JSONError.Kind) -> JSONError {
    error(kind, at: window.position)
  }

  @inline(never)
  func error(_ kind: JSONError.Kind, at position: JSONPosition) -> JSONError {
    JSONError(kind: kind, position: position, pointer: pointer)
  }
}
