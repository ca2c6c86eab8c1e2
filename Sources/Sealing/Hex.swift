/// Lower-case hexadecimal text, the only form the exchange knows.
public enum Hex {
  /// The text of some bytes, two characters each.
  public static func encode(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.underestimatedCount * 2)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a lower-case text; nil when it is anything else.
  public static func decode(_ text: String) -> [UInt8]? {
    decode(text.utf8, upperToo: false)
  }

  static func decode(_ text: some Sequence<UInt8>, upperToo: Bool) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in text {
      guard let value = value(character, upperToo: upperToo) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return high == nil ? bytes : nil
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private static func value(_ character: UInt8, upperToo: Bool) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F") where upperToo: character - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
