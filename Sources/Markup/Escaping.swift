/// Escaping of text for HTML content and double-quoted attribute values.
enum Escaping {
  /// `" & ' < >` and the control characters but tab and line's end, a bit for each byte below 64.
  private static let special: UInt64 = 0x5000_00C4_FFFF_D9FF

  /// Whether a byte has to be written otherwise: `& < > " '`, and control characters, which HTML
  /// does not know.
  @inline(__always)
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x40 ? special >> UInt64(byte) & 1 == 1 : byte == 0x7F
  }

  static func write(_ text: UnsafeBufferPointer<UInt8>, to html: inout HTML) {
    var start = 0
    var index = 0
    while index < text.count {
      defer { index += 1 }
      guard isSpecial(text[index]) else { continue }
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
