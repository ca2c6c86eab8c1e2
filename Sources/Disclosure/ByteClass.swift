/// What a byte is to the leak scan: most bytes of a page are markup, passed over quickly.
enum ByteClass {
  /// In no number and no name; names do not run across it.
  static let other: UInt8 = 0
  /// 0…9.
  static let digit: UInt8 = 1
  /// A blank or a dash: stands for nothing.
  static let blank: UInt8 = 2
  /// A letter of names, small or not; an X is ``check``.
  static let letter: UInt8 = 3
  /// An X, which may end an identity number.
  static let check: UInt8 = 4
  /// Begins a character beyond ASCII.
  static let beyond: UInt8 = 5
  /// `<`.
  static let open: UInt8 = 6
  /// `>`.
  static let close: UInt8 = 7
  /// `&`, `%`, a backslash, a dot, or 0.
  static let sign: UInt8 = 8
  /// The first letter of the record numbers, whatever it is besides.
  static let office: UInt8 = 9

  /// The table; with names in Latin letters the letters mean something.
  static func table(hasLatinNames: Bool, office: UInt8?) -> [UInt8] {
    (0..<256).map { value in
      let byte = UInt8(value)
      return byte == office ? ByteClass.office : plain(byte, hasLatinNames: hasLatinNames)
    }
  }

  /// What a byte is when it begins no record number.
  static func plain(_ byte: UInt8, hasLatinNames: Bool) -> UInt8 {
    if byte >= 0x80 { return beyond }
    if byte == 0x3C { return open }
    if byte == 0x3E { return close }
    if [0, 0x25, 0x26, 0x2E, 0x5C].contains(byte) { return sign }
    let word = Folding.table[Int(byte)]
    if word & Folding.blank != 0 { return blank }
    if word & Folding.digit != 0 { return Folding.value(word) < 10 ? digit : check }
    return hasLatinNames && (0x61...0x7A).contains(byte | 0x20) ? letter : other
  }
}
