import Foundation

/// A table as a spreadsheet program saves it: comma-separated, cells quoted where need be, in
/// UTF-8 or in GB 18030, which the Chinese editions choose when people just take "CSV".
struct SheetTable {
  /// The rows with their cells; the first stands at row 1, empty ones count.
  let rows: [[String]]

  /// Reads a table.
  ///
  /// - Throws: ``KitRefusal`` when it is none.
  init(_ bytes: [UInt8], place: String) throws {
    var scanner = Scanner()
    for scalar in try Self.text(bytes, place).unicodeScalars { scanner.take(scalar) }
    guard let rows = scanner.finish() else {
      throw KitRefusal([KitFinding(place, "有一个引号没有结束", "请用表格软件打开后另存为 CSV UTF-8")])
    }
    self.rows = rows
  }

  private static func text(_ bytes: [UInt8], _ place: String) throws -> String {
    var body = bytes[...]
    if body.starts(with: [0xEF, 0xBB, 0xBF]) { body = body.dropFirst(3) }
    if let text = String(validating: body, as: UTF8.self) { return text }
    if let text = String(bytes: body, encoding: gb18030) { return text }
    throw KitRefusal([KitFinding(place, "看不懂文件的编码", "请用表格软件另存为“CSV UTF-8（逗号分隔）”")])
  }

  private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

  private struct Scanner {
    private enum Place { case start, plain, quoted, quoteInQuoted }

    private var rows: [[String]] = []
    private var row: [String] = []
    private var cell = ""
    private var place = Place.start

    mutating func take(_ scalar: Unicode.Scalar) {
      switch (place, scalar) {
      case (.start, "\""): place = .quoted
      case (.quoted, "\""): place = .quoteInQuoted
      case (.quoteInQuoted, "\""):
        cell.append("\"")
        place = .quoted
      case (.quoted, _): cell.unicodeScalars.append(scalar)
      case (_, ","): endCell()
      case (_, "\n"): endRow()
      case (_, "\r"): break
      default:
        cell.unicodeScalars.append(scalar)
        place = .plain
      }
    }

    /// The rows; nil when a quote is still open.
    mutating func finish() -> [[String]]? {
      if place == .quoted { return nil }
      if !cell.isEmpty || !row.isEmpty { endRow() }
      return rows
    }

    private mutating func endCell() {
      row.append(cell)
      cell = ""
      place = .start
    }

    private mutating func endRow() {
      endCell()
      rows.append(row)
      row = []
    }
  }
}
