/// A word or one punctuation byte of Swift code; comments and the text of strings give none.
struct SwiftToken: Equatable {
  let text: String
  let line: Int
  /// Whether nothing, not even a space, stands between the token before and this one.
  let isGlued: Bool

  var isWord: Bool {
    guard let first = text.utf8.first else { return false }
    return SwiftLexer.isWordByte(first)
  }
}

/// Cuts Swift code into tokens, well enough for the rules here. The code in interpolations is
/// code too. Regex literals are not known to it; Sources has none.
struct SwiftLexer {
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private var lastEnd = -1
  private var tokens: [SwiftToken] = []

  static func tokens(of text: String) -> [SwiftToken] {
    var lexer = SwiftLexer(bytes: Array(text.utf8))
    lexer.readCode(insideString: false)
    return lexer.tokens
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }

  private func sees(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    return (0..<count).allSatisfy { bytes[index + $0] == text.utf8Start[$0] }
  }

  private mutating func advance() {
    if bytes[index] == UInt8(ascii: "\n") { line += 1 }
    index += 1
  }

  private mutating func emit(from start: Int) {
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    tokens.append(SwiftToken(text: text, line: line, isGlued: start == lastEnd))
    lastEnd = index
  }

  /// Reads code to the end of the file or, inside a string, to the end of the interpolation.
  private mutating func readCode(insideString: Bool) {
    var depth = 0
    while index < bytes.count {
      if sees("//") {
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        continue
      }
      if sees("/*") {
        skipBlockComment()
        continue
      }
      let hashes = bytes[index...].prefix { $0 == UInt8(ascii: "#") }.count
      if index + hashes < bytes.count, bytes[index + hashes] == UInt8(ascii: "\"") {
        readString(hashes: hashes)
        continue
      }
      let byte = bytes[index]
      if Self.isWordByte(byte) {
        let start = index
        while index < bytes.count, Self.isWordByte(bytes[index]) { index += 1 }
        emit(from: start)
        continue
      }
      advance()
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") {
        depth -= 1
        if insideString, depth < 0 { return }
      }
      if byte > UInt8(ascii: " ") { emit(from: index - 1) }
    }
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if sees("/*") {
        depth += 1
        index += 2
      } else if sees("*/") {
        depth -= 1
        index += 2
      } else if index < bytes.count {
        advance()
      }
    } while depth > 0 && index < bytes.count
  }

  /// Reads a literal of any kind; it becomes one token, a quote, after those of its interpolations.
  private mutating func readString(hashes: Int) {
    let start = index
    index += hashes
    let isLong = sees("\"\"\"")
    let quotes = isLong ? 3 : 1
    index += quotes
    let terminator =
      Array(repeating: UInt8(ascii: "\""), count: quotes)
      + Array(repeating: UInt8(ascii: "#"), count: hashes)
    let escape = [UInt8(ascii: "\\")] + Array(repeating: UInt8(ascii: "#"), count: hashes)
    while index < bytes.count {
      if bytes[index...].starts(with: terminator) {
        index += terminator.count
        break
      }
      if bytes[index...].starts(with: escape) {
        index += escape.count
        if index < bytes.count, bytes[index] == UInt8(ascii: "(") {
          index += 1
          readCode(insideString: true)
        } else if index < bytes.count {
          advance()
        }
        continue
      }
      if !isLong, bytes[index] == UInt8(ascii: "\n") { break }
      advance()
    }
    tokens.append(SwiftToken(text: "\"", line: line, isGlued: start == lastEnd))
    lastEnd = index
  }
}
