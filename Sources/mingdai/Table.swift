/// A table for people: columns aligned by display width, where a Chinese character takes two
/// places.
struct Table {
  private var rows: [[String]]
  private let numeric: Set<Int>

  /// A table with its heading; `numeric` columns are aligned to the right.
  init(_ heading: [String], numeric: Set<Int> = []) {
    rows = [heading]
    self.numeric = numeric
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  var lines: [String] {
    let columns = rows[0].indices
    let widths = columns.map { column in rows.map { Table.width($0[column]) }.max() ?? 0 }
    return rows.map { row in
      columns.map { column in
        let padding = String(repeating: " ", count: widths[column] - Table.width(row[column]))
        return numeric.contains(column) ? padding + row[column] : row[column] + padding
      }.joined(separator: "  ").trimmingTrailingSpaces
    }
  }

  func print() { lines.forEach { Console.line($0) } }

  /// Places that a text takes on a terminal.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
        width + 2
      default: width + 1
      }
    }
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
