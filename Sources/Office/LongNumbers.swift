/// Free text may quote an account or an identity number; of long numbers only the last four digits
/// are kept.
enum LongNumbers {
  /// The text with every number of nine digits or more cut, also where blanks or hyphens group its
  /// digits, full-width or not.
  static func cut(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    // A number as it stands, its digits, and what may yet group it with further ones.
    var (number, digits, gap) = (kept, kept, kept)
    func flush() {
      kept += digits.count < least ? number : "****".unicodeScalars + digits.suffix(4)
      kept += gap
      (number, digits, gap) = (.init(), .init(), .init())
    }
    for scalar in text.unicodeScalars {
      if scalar.properties.numericType == .decimal {
        number += gap + [scalar]
        digits.append(scalar)
        gap = .init()
      } else if !digits.isEmpty, groups(scalar) {
        gap.append(scalar)
      } else {
        flush()
        kept.append(scalar)
      }
    }
    flush()
    return String(kept)
  }

  private static let least = 9

  private static func groups(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.isDash
      || scalar.properties.generalCategory == .format
  }
}
