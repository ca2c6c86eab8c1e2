import Foundation

/// What each character is to the leak scan, after NFKC: a digit of whatever script, a blank, or a
/// letter in its one form.
///
/// One word for each character of the basic plane; those beyond are looked at when they come.
/// Digits carry their value; a letter carries its compatibility form without marks, small. Dashes,
/// marks, characters without width and variation selectors are blanks; the dots that join the parts
/// of a name are one dot. DISCLOSURE §1.
enum Folding {
  static let digit: UInt32 = 1 << 31
  static let blank: UInt32 = 1 << 30
  /// The character itself, as names are compared.
  static let letter: UInt32 = (1 << 21) - 1
  /// So many characters have a word in the table.
  static let count: UInt32 = 0x1_0000

  /// The Han characters in general use stand for themselves.
  static let unfolded: Range<UInt32> = 0x4E00..<0xA000

  static let table: [UInt32] = (0..<count).map(make)

  /// More characters that stand for themselves: rare Han, Hangul, private use, Tangut. To ask for
  /// the properties of all of them would take a program longer than a small publication.
  static let alsoUnfolded: [Range<UInt32>] = [
    0x3400..<0x4DC0, 0xAC00..<0xD7A4, 0xD800..<0xF900, 0x1_7000..<0x1_8D00, 0x2_0000..<0x2_F800,
    0x3_0000..<0x3_2400,
  ]

  /// The word of a character.
  static func word(_ scalar: UInt32) -> UInt32 {
    scalar < count ? table[Int(scalar)] : make(scalar)
  }

  /// The digit of a word: 0…9, or 10 for X.
  @inline(__always)
  static func value(_ word: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: word >> 24 & 0xF) }

  private static func digit(_ value: UInt32, _ letter: UInt32) -> UInt32 {
    digit | value << 24 | letter
  }

  /// Blocks that hold characters with a compatibility form; the others are left alone, which saves
  /// most of the time.
  private static let compatible: [ClosedRange<UInt32>] = [
    0xA0...0x24F, 0x370...0x3FF, 0x1D00...0x1DBF, 0x1E00...0x2BFF, 0x2E80...0x2FDF, 0x3000...0x33FF,
    0xF900...0xFFEF, 0x1_D400...0x1_D7FF, 0x1_F100...0x1_F2FF, 0x2_F800...0x2_FA1F,
  ]

  private static let dots: Set<UInt32> = [
    0x2E, 0xB7, 0x387, 0x16EB, 0x2022, 0x2024, 0x2027, 0x2219, 0x22C5, 0x25CF, 0x2E31, 0x2E33,
    0x30FB, 0x318D, 0xFF0E, 0xFF65,
  ]

  private static func make(_ value: UInt32) -> UInt32 {
    if unfolded.contains(value) || alsoUnfolded.contains(where: { $0.contains(value) }) {
      return value
    }
    return folded(value)
  }

  /// The word by what Unicode says of the character.
  static func folded(_ value: UInt32) -> UInt32 {
    guard let scalar = Unicode.Scalar(value) else { return value }
    if dots.contains(value) { return 0xB7 }
    // Tags and variation selectors, those to come included.
    if (0xE_0000...0xE_0FFF).contains(value) { return blank }
    if isBlank(scalar) { return blank }
    let properties = scalar.properties
    if properties.numericType == .decimal || properties.numericType == .digit,
      let number = properties.numericValue, (0...9).contains(number)
    {
      return digit(UInt32(number), 0x30 + UInt32(number))
    }
    guard value < 0x80 || compatible.contains(where: { $0.contains(value) }) else { return value }
    let letter = small(base(scalar))
    // Letters that look like the X of a check digit, in Greek and Cyrillic.
    return [0x78, 0x3C7, 0x445].contains(letter) ? digit(10, 0x78) : letter
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    // Minus and the bullet that looks like it are no dashes to Unicode.
    if [0x2212, 0x2043].contains(scalar.value) { return true }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .dashPunctuation, .format, .nonspacingMark, .enclosingMark: return true
    default: return properties.isWhitespace || properties.isDefaultIgnorableCodePoint
    }
  }

  /// The compatibility form without its marks, where that is one character.
  private static func base(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let form = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
    guard let first = form.first, form.dropFirst().allSatisfy(isBlank) else { return scalar }
    return first
  }

  private static func small(_ scalar: Unicode.Scalar) -> UInt32 {
    let small = scalar.properties.lowercaseMapping.unicodeScalars
    return small.count == 1 ? small.first?.value ?? scalar.value : scalar.value
  }
}
