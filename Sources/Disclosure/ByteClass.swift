/// What a byte is to the leak scan: most bytes of a page are markup, passed over quickly.
enum ByteClass {
  /// A digit of base64.
  static let base64: UInt8 = 1
  /// Neither digit, blank nor part of a name: it only separates.
  static let ordinary: UInt8 = 2

  /// The table; with names in Latin letters the letters are no longer ordinary.
  static func table(hasLatinNames: Bool) -> [UInt8] { hasLatinNames ? latin : plain }

  private static let plain = make(hasLatinNames: false)
  private static let latin = make(hasLatinNames: true)

  private static func make(hasLatinNames: Bool) -> [UInt8] {
    (0..<256).map { value in
      let byte = UInt8(value)
      var kind: UInt8 = Base64.isDigit(byte) ? base64 : 0
      let isLetter = (0x61...0x7A).contains(byte | 0x20)
      guard byte < 0x80, case .other = Folded(UInt32(byte)), !(isLetter && hasLatinNames),
        ![0x25, 0x26, 0x3C, 0x3E, 0x5C].contains(byte)
      else { return kind }
      kind |= ordinary
      return kind
    }
  }
}
