/// Escaping of text for HTML content and double-quoted attribute values.
enum Escaping {
  /// Whether a byte has to be written otherwise: `& < > " '`, and control characters, which HTML
  /// does not know.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x26, 0x3C, 0x3E, 0x22, 0x27, 0x7F: true
    case 0x09, 0x0A, 0x0D: false
    default: byte < 0x20
    }
  }

  static func write(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var start = 0
    for index in text.indices where isSpecial(text[index]) {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      start = index + 1
      switch text[index] {
      case 0x26: append("&amp;", to: &bytes)
      case 0x3C: append("&lt;", to: &bytes)
      case 0x3E: append("&gt;", to: &bytes)
      case 0x22: append("&quot;", to: &bytes)
      case 0x27: append("&#39;", to: &bytes)
      default: append("\u{FFFD}", to: &bytes)
      }
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }

  @inline(__always)
  private static func append(_ literal: StaticString, to bytes: inout [UInt8]) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }
}
