/// Base64 with padding (RFC 4648 §4). Reading is strict: canonical text or nothing.
public enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let pad = UInt8(ascii: "=")

  /// The text of some bytes, in ASCII, without line breaks.
  public static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = Array(bytes[start..<min(start + 3, bytes.count)])
      let padded = group + [UInt8](repeating: 0, count: 3 - group.count)
      let word = padded.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      for place in 0..<4 {
        let index = Int(word >> (18 - 6 * UInt32(place)) & 63)
        text.append(place <= group.count ? alphabet[index] : pad)
      }
    }
    return text
  }

  /// The bytes of a text; nil when it is anything but their only form.
  public static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: text.count, by: 4) {
      var word: UInt32 = 0
      var padding = 0
      for character in text[start..<start + 4] {
        if character == pad, start + 4 == text.count {
          padding += 1
          word <<= 6
        } else {
          guard padding == 0, let value = value(character) else { return nil }
          word = word << 6 | value
        }
      }
      guard padding <= 2 else { return nil }
      for place in 0..<3 - padding { bytes.append(UInt8(word >> (16 - 8 * UInt32(place)) & 255)) }
      // Bits that belong to no byte must be zero, else two texts would mean the same bytes.
      guard word & (1 << (8 * UInt32(padding)) - 1) == 0 else { return nil }
    }
    return bytes
  }

  private static func value(_ character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
