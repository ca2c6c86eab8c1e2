/// What a byte is to the leak scan: most bytes of a page are markup, passed over quickly.
enum ByteClass {
  /// Means something: part of a number or a name, or the beginning of an escape, entity or tag.
  static let special: UInt8 = 1
  /// The first letter of the record numbers.
  static let office: UInt8 = 2

  /// The table; with names in Latin letters the letters mean something.
  static func table(hasLatinNames: Bool, office: UInt8?) -> [UInt8] {
    (0..<256).map { value in
      let byte = UInt8(value)
      var kind: UInt8 = byte == office ? ByteClass.office : 0
      let word = byte < 0x80 ? Folding.table[value] : 0
      let isLetter = (0x61...0x7A).contains(byte | 0x20)
      if byte >= 0x80 || byte == 0 || word & (Folding.digit | Folding.blank) != 0
        || isLetter && hasLatinNames || [0x25, 0x26, 0x2E, 0x3C, 0x3E, 0x5C].contains(byte)
      {
        kind |= special
      }
      return kind
    }
  }
}
