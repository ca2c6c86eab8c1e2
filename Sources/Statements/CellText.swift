import Quantities

/// What a cell holds, as a spreadsheet and a CSV file take it.
enum CellText {
  /// Bytes of text that one cell may hold. Less than a block of the C library's buffers, so that
  /// a block lost on a full disk always takes the border of a cell with it and is noticed.
  static let limit = 3000

  /// The text with every control character made visible (U+2400 and on) in place of swallowed:
  /// a NUL would end the text early, others are not allowed in XML.
  static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      scalars.append(isHidden(scalar) ? symbol(scalar) : scalar)
    }
    return String(scalars)
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || isNonCharacter(scalar)
  }

  private static func isNonCharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value & 0xFFFE == 0xFFFE || scalar.value == 0x2028 || scalar.value == 0x2029
  }

  private static func symbol(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(scalar.value < 0x20 ? 0x2400 + scalar.value : 0x2421) ?? "\u{FFFD}"
  }

  /// About how wide a text is, in halves of a Chinese character.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 1 : 2) }
  }
}

/// Numbers on their way into a cell, which holds an IEEE double.
///
/// Why no fen is lost: the double nearest to fen ÷ 100 is off by at most 2⁻⁵³ of it; the file
/// prints it with 16 digits, off by at most 5·10⁻¹⁶ of it; reading that back adds another 2⁻⁵³.
/// Together that is less than 7.3·10⁻¹⁶ of the amount: for the largest amount allowed, 10¹² yuan,
/// 0.00073 yuan, far below the half fen (0.005 yuan) at which two decimals would change. This one
/// division is the only arithmetic with doubles: sums are formed in whole fen.
enum CellNumber {
  /// Amounts and numbers of more than 14 digits in fen or pieces are refused.
  static let limit: Int64 = 99_999_999_999_999

  /// Yuan.
  static func yuan(_ amount: Fen) -> Double { Double(amount.value) / 100 }

  /// 10 000 yuan.
  static func tenThousandYuan(_ amount: Fen) -> Double { Double(amount.value) / 1_000_000 }

  /// A fraction: 3.65 % is 0.0365.
  static func fraction(_ rate: Rate) -> Double { Double(rate.ppm) / 1_000_000 }

  /// Days since 1899-12-30, as spreadsheets count from 1 March 1900 on.
  /// Nil for earlier days, which they would show one day wrong.
  static func serial(_ day: Day) -> Double? {
    let serial = Double(day.number) + 25_569
    return serial < 61 ? nil : serial
  }

  /// The amount in 10 000 yuan with all six decimals.
  static func tenThousandText(_ amount: Fen) -> String {
    let whole = amount.value.magnitude / 1_000_000
    let rest = String(amount.value.magnitude % 1_000_000)
    let sign = amount.value < 0 ? "-" : ""
    return sign + "\(whole)." + String(repeating: "0", count: 6 - rest.count) + rest
  }
}
