import Quantities

/// The texts of policy files.
enum Grammar {
  static let day = "日期（如 2024-01-31）"
  static let money = "大于零的金额（元，两位小数，如 300000.00）"
  static let rate = "百分数（四位小数，如 3.4500）"
  static let positiveRate = "大于零的百分数（四位小数，如 3.4500）"
  static let fraction = "大于 0、不大于 1 的分数（如 1/2）"
  static let factor = "大于零的倍数（两位小数，如 1.10）"

  static func money(_ text: String) -> Fen? {
    guard let fen = Fen(text), fen > .zero else { return nil }
    return fen
  }

  static func positiveRate(_ text: String) -> Rate? {
    guard let rate = Rate(text), rate > Rate(ppm: 0) else { return nil }
    return rate
  }

  /// `1` or `2/3`: a fraction in (0, 1] of at most six digits each.
  static func fraction(_ text: String) -> Fraction? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let numerator = number(parts[0]),
      let denominator = parts.count == 2 ? number(parts[1]) : 1, numerator <= denominator
    else { return nil }
    return Fraction(numerator, denominator)
  }

  /// `1.10`: a factor with two decimals, as hundredths. It is written like an amount.
  static func factor(_ text: String) -> Fraction? {
    guard let hundredths = Fen(text), (1...10_000).contains(hundredths.value) else { return nil }
    return Fraction(hundredths.value, 100)
  }

  /// A text that is not empty and has no control character.
  static func words(_ text: String) -> String? {
    let control = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    return text.isEmpty || control ? nil : text
  }

  static func isDigits(_ text: String, count: Int) -> Bool {
    text.utf8.count == count && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Letters and digits, at most sixteen.
  static func regimeID(_ text: String) -> String? {
    let plain = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
    }
    return plain && (1...16).contains(text.utf8.count) ? text : nil
  }

  private static func number(_ digits: Substring) -> Int64? {
    guard (1...6).contains(digits.utf8.count), digits.utf8.first != 0x30,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int64(digits)
  }
}
