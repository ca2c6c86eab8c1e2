/// Bytes of JSON on their way out: tokens with the fewest escapes, and white space for people.
struct JSONOutput {
  var bytes: [UInt8] = []

  mutating func newline(_ width: Int) {
    bytes.append(Byte.lineFeed)
    bytes.append(contentsOf: repeatElement(Byte.space, count: width))
  }

  mutating func literal(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func number(_ number: JSONNumber) {
    bytes.append(contentsOf: number.literal.utf8)
  }

  /// Escapes what must be escaped and nothing else (RFC 8785 §3.2.2.2).
  mutating func string(_ text: String) {
    bytes.append(Byte.quote)
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for (index, byte) in utf8.enumerated() {
        if byte >= Byte.space, byte != Byte.quote, byte != Byte.backslash { continue }
        bytes.append(contentsOf: utf8[start..<index])
        escape(byte)
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
    bytes.append(Byte.quote)
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case Byte.quote: literal("\\\"")
    case Byte.backslash: literal("\\\\")
    case 0x08: literal("\\b")
    case 0x0C: literal("\\f")
    case Byte.lineFeed: literal("\\n")
    case Byte.carriageReturn: literal("\\r")
    case Byte.tab: literal("\\t")
    default:
      literal(byte < 0x10 ? "\\u000" : "\\u001")
      let digit = byte & 0xF
      bytes.append(digit < 10 ? Byte.zero + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
