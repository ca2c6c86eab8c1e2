/// The columns of a sheet as they lie on the paper: where each stands and how wide it gets.
struct SheetGrid {
  /// All columns, 序号 included.
  let count: Int
  /// Index of the first of the sheet's own columns.
  let offset: Int
  /// Widths in characters of the standard font.
  private(set) var widths: [Double]

  /// What fills A4 landscape between the margins at full size, in pixels of 1/96 inch.
  private static let page = 1040.0

  init(_ sheet: Sheet) {
    offset = sheet.isNumbered ? 1 : 0
    widths = (sheet.isNumbered ? [6] : []) + sheet.columns.map(\.width)
    count = widths.count
    stretch()
  }

  /// A narrow table is spread over the page's width; the number column stays as it is.
  private mutating func stretch() {
    // A column of w characters is 7·w + 5 pixels wide.
    let fixed = Double(5 * count) + widths[..<offset].reduce(0) { $0 + 7 * $1 }
    let free = widths[offset...].reduce(0) { $0 + 7 * $1 }
    guard fixed + free < SheetGrid.page, free > 0 else { return }
    let factor = (SheetGrid.page - fixed) / free
    for index in offset..<count { widths[index] *= factor }
  }

  /// Widens a column that a number would not fit in; a spreadsheet shows `###` for it.
  mutating func fit(_ column: Int, characters: Int) {
    widths[column] = max(widths[column], Double(characters) + 1.5)
  }

  /// How much the table shrinks to fit the page's width.
  var scale: Double { min(1, SheetGrid.page / widths.reduce(0) { $0 + 7 * $1 + 5 }) }

  /// Width of the columns together.
  func width(_ columns: ClosedRange<Int>) -> Double { columns.reduce(0) { $0 + widths[$1] } }

  /// Cuts the columns into `parts` neighbouring stretches of widths as equal as may be; nil when
  /// there are fewer columns than parts.
  func split(_ parts: Int) -> [ClosedRange<Int>]? {
    guard parts > 0, parts <= count else { return nil }
    let whole = width(0...count - 1)
    var stretches: [ClosedRange<Int>] = []
    var first = 0
    for part in 1..<parts {
      let ideal = whole * Double(part) / Double(parts)
      // The cut nearest to the ideal that leaves a column for every other part.
      let last = (first...count - 1 - (parts - part)).min {
        abs(width(0...$0) - ideal) < abs(width(0...$1) - ideal)
      }
      stretches.append(first...(last ?? first))
      first = (last ?? first) + 1
    }
    stretches.append(first...count - 1)
    return stretches
  }

  /// Cuts the columns into three stretches with room for a line of text in each, the middle one
  /// as near to the middle as may be; nil when they have no room beside each other.
  func split(for texts: [String]) -> [ClosedRange<Int>]? {
    precondition(texts.count == 3, "left, middle, right")
    guard var parts = split(3) else { return nil }
    while !holds(texts[1], in: parts[1]) {
      let (left, right) = (parts[0], parts[2])
      if left.count > 1, width(left) >= width(right) || right.count == 1 {
        parts[0] = left.lowerBound...left.upperBound - 1
        parts[1] = left.upperBound...parts[1].upperBound
      } else if right.count > 1 {
        parts[1] = parts[1].lowerBound...right.lowerBound
        parts[2] = right.lowerBound + 1...right.upperBound
      } else {
        return nil
      }
    }
    return holds(texts[0], in: parts[0]) && holds(texts[2], in: parts[2]) ? parts : nil
  }

  /// Words of 11 points spread evenly over the width of the table, with room to write after each.
  func spread(_ words: [String]) -> String {
    let whole = widths.reduce(0) { $0 + 7 * $1 + 5 }
    let room = Int(whole / Double(words.count) / 14.8)
    return words.dropLast().reduce("") {
      // A Chinese space is as wide as a character in every font.
      $0 + $1 + String(repeating: "　", count: max(3, room - (CellText.width($1) + 1) / 2))
    } + (words.last ?? "")
  }

  /// Whether a line of 11 points has room: half a Chinese character is 7.4 pixels wide.
  private func holds(_ text: String, in columns: ClosedRange<Int>) -> Bool {
    7.4 * Double(CellText.width(text)) < 7 * width(columns)
  }

  /// `A`, `Z`, `AA`: the letters of a column.
  static func letters(_ column: Int) -> String {
    var rest = column + 1
    var letters = ""
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }

  /// Lines that a text of 10 points takes in a column of that width. Half a Chinese character is
  /// 6.7 pixels wide, a column 7 for each character of its width, of which 3 stay empty.
  static func lines(_ text: String, in width: Double) -> Int {
    text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) {
      let needed = 6.7 * Double(CellText.width(String($1)))
      return $0 + max(1, Int((needed / max(7, 7 * width - 3)).rounded(.up)))
    }
  }
}
