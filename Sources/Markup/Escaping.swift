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

  static func write(_ text: UnsafeBufferPointer<UInt8>, to html: inout HTML) {
    var start = 0
    for index in text.indices where isSpecial(text[index]) {
      html.append(UnsafeBufferPointer(rebasing: text[start..<index]))
      start = index + 1
      switch text[index] {
      case 0x26: append("&amp;", to: &html)
      case 0x3C: append("&lt;", to: &html)
      case 0x3E: append("&gt;", to: &html)
      case 0x22: append("&quot;", to: &html)
      case 0x27: append("&#39;", to: &html)
      default: append("\u{FFFD}", to: &html)
      }
    }
    html.append(UnsafeBufferPointer(rebasing: text[start...]))
  }

  @inline(__always)
  private static func append(_ literal: StaticString, to html: inout HTML) {
    html.literal(literal)
  }
}
