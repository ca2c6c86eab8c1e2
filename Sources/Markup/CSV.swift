/// A CSV file: UTF-8 with BOM, CRLF, every text cell safe to open in a spreadsheet program.
public struct CSV: Sendable {
  /// A cell.
  public enum Cell: Sendable {
    /// Text of any origin; a cell that a spreadsheet would take for a formula gets an apostrophe.
    case text(String)
    /// A number of ours: digits, point, comma, sign.
    ///
    /// Anything else is a bug.
    case figure(String)
  }

  /// The bytes so far.
  public private(set) var bytes: [UInt8]
  private let columns: Int

  /// Begins a file with its header row.
  public init(header: [String]) {
    precondition(!header.isEmpty, "a table has columns")
    bytes = [0xEF, 0xBB, 0xBF]
    columns = header.count
    row(header.map(Cell.text))
  }

  /// Continues a table that was begun elsewhere: rows of so many columns, no header.
  public init(continuing columns: Int) {
    precondition(columns > 0, "a table has columns")
    bytes = []
    bytes.reserveCapacity(512)
    self.columns = columns
  }

  /// Adds a row; it has as many cells as the header.
  public mutating func row(_ cells: [Cell]) {
    precondition(cells.count == columns, "every row has the header's columns")
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      switch cell {
      case .figure(let figure):
        precondition(
          figure.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D },
          "a figure is a number")
        bytes.append(contentsOf: figure.utf8)
      case .text(let text): append(text)
      }
    }
    bytes.append(0x0D)
    bytes.append(0x0A)
  }

  private mutating func append(_ text: String) {
    var text = CSV.isFormula(text) ? "'" + text : text
    text.withUTF8 { text in
      guard text.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0D || $0 == 0x0A }) else {
        bytes.append(contentsOf: text)
        return
      }
      bytes.append(UInt8(ascii: "\""))
      for byte in text {
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
    }
  }

  /// Whether a spreadsheet program could take the text for a formula: `= + - @`, tab or line
  /// break first, the full-width forms and leading blanks included.
  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    // Most texts begin with one of these.
    switch first {
    case "0"..."9", "A"..."Z", "a"..."z", "\u{4E00}"..."\u{9FFF}": return false
    default: break
    }
    if ["\t", "\r", "\n"].contains(first) { return true }
    guard let visible = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }) else {
      return false
    }
    return ["=", "+", "-", "@", "＝", "＋", "－", "＠"].contains(visible)
  }
}
