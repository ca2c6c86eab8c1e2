/// Text as the search compares it: one UTF-16 unit for each unit of the original, or none.
///
/// `Resources/site/search.js` folds what is typed by the same table; a test compares the two.
/// Letters are small, full-width forms plain, dots of names one dot, dashes one dash.
public enum SearchFold {
  /// Begins a name, so that a whole name can be searched for.
  static let start: UInt16 = 0x27E8
  /// Ends every text.
  static let end: UInt16 = 0x27E9
  /// Parts the words of a shard; in text it becomes a broken bar.
  static let bar: UInt16 = 0x7C
  private static let blank: UInt16 = 0x20

  /// Folds a text, blanks at its ends removed and runs of blanks made one.
  public static func units(_ text: String) -> [UInt16] {
    var result: [UInt16] = []
    append(text, to: &result)
    return result
  }

  static func append(_ text: String, to units: inout [UInt16]) {
    let first = units.count
    for unit in text.utf16 {
      let folded = table[Int(unit)]
      if folded == 0 || folded == blank && (units.count == first || units.last == blank) {
        continue
      }
      units.append(folded)
    }
    if units.count > first, units.last == blank { units.removeLast() }
  }

  private static let table: [UInt16] = (0...0xFFFF).map { fold(UInt16($0)) }

  /// The folded unit; 0 for one that is left out.
  private static func fold(_ unit: UInt16) -> UInt16 {
    switch unit {
    case 0xFF01...0xFF5E: fold(unit - 0xFEE0)
    case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE, 0x391...0x3A1, 0x3A3...0x3A9, 0x410...0x42F:
      unit + 0x20
    case 0x400...0x40F: unit + 0x50
    case 0x2160...0x216F: unit + 0x10
    case 0x09...0x0D, 0x20, 0xA0, 0x2028, 0x2029, 0x3000: blank
    case 0...0x1F, 0x7F, 0xAD, 0x200B...0x200D, 0xFEFF: 0
    case 0x2022, 0x30FB, 0x2027, 0x2219, 0x22C5, 0xFF65: 0xB7
    case 0x2010...0x2015, 0x2212: 0x2D
    case bar: 0xA6
    case start: 0x3C
    case end: 0x3E
    // Halves of a surrogate pair would tear a label apart; shifted they are characters.
    case 0xD800...0xDFFF: unit + 0x800
    default: unit
    }
  }
}

/// The hash that finds a gram's file: FNV-1a over UTF-16 units, mixed once more.
func gramHash(_ units: some Sequence<UInt16>) -> UInt32 {
  var hash: UInt32 = 2_166_136_261
  for unit in units { hash = (hash ^ UInt32(unit)) &* 16_777_619 }
  return mixed(hash)
}

@inline(__always)
func gramHash(_ first: UInt16, _ second: UInt16) -> UInt32 {
  let hash = (2_166_136_261 ^ UInt32(first)) &* 16_777_619
  return mixed((hash ^ UInt32(second)) &* 16_777_619)
}

@inline(__always)
private func mixed(_ hash: UInt32) -> UInt32 {
  let hash = (hash ^ (hash >> 15)) &* 0x2C1B_3C6D
  return hash ^ (hash >> 12)
}
