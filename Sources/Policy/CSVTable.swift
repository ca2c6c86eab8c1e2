/// A comma-separated table as spreadsheet programs save it: what is needed of RFC 4180. Cells may
/// be quoted; CRLF and a byte order mark are accepted. The policy files and the tables that people
/// at banks fill in are read here.
public struct CSVTable: Sendable {
  /// A row with its cells.
  public struct Row: Hashable, Sendable {
    /// The line of the file on which it begins, from 1; cells may hold line ends.
    public internal(set) var line: Int
    /// The cells; a line without any text is one empty cell.
    public internal(set) var cells: [String]

    /// Whether there is no text in the row.
    var isBlank: Bool { cells == [""] }
  }

  /// Why bytes are no table.
  public struct Fault: Error, Hashable {
    /// The line, from 1.
    public let line: Int
    /// What is wrong there.
    public let problem: Problem
  }

  /// What can be wrong with a table.
  public enum Problem: Hashable, Sendable {
    /// The bytes are not UTF-8.
    case notUTF8
    /// Behind a closing quote stands something else than a comma or the end of the line.
    case textAfterQuote
    /// A quote was opened and never closed.
    case openQuote
  }

  /// All rows, blank ones included: the index tells the row in a spreadsheet program.
  public let rows: [Row]

  /// Reads UTF-8.
  public init(_ bytes: [UInt8]) throws(Fault) {
    var bytes = bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Fault(line: 1, problem: .notUTF8)
    }
    try self.init(text: text)
  }

  /// Reads a text that was decoded already.
  public init(text: String) throws(Fault) {
    var scanner = Scanner()
    for scalar in text.unicodeScalars { try scanner.take(scalar) }
    rows = try scanner.finish()
  }

  /// One scalar after the other, into cells and rows.
  private struct Scanner {
    private enum Place { case start, plain, quoted, quoteInQuoted }

    private var rows: [Row] = []
    private var row = Row(line: 1, cells: [])
    private var cell = ""
    private var line = 1
    private var place = Place.start

    mutating func take(_ scalar: Unicode.Scalar) throws(Fault) {
      switch (place, scalar) {
      case (.start, "\""): place = .quoted
      case (.quoted, "\""): place = .quoteInQuoted
      case (.quoteInQuoted, "\""):
        cell.append("\"")
        place = .quoted
      case (.quoted, _):
        if scalar == "\n" { line += 1 }
        cell.unicodeScalars.append(scalar)
      case (_, ","): endCell()
      case (_, "\n"):
        line += 1
        endRow()
      case (_, "\r"): break
      case (.quoteInQuoted, _): throw Fault(line: line, problem: .textAfterQuote)
      default:
        cell.unicodeScalars.append(scalar)
        place = .plain
      }
    }

    mutating func finish() throws(Fault) -> [Row] {
      if place == .quoted { throw Fault(line: row.line, problem: .openQuote) }
      // What ends with a line end has no row behind it.
      if place != .start || !row.cells.isEmpty { endRow() }
      return rows
    }

    private mutating func endCell() {
      row.cells.append(cell)
      cell = ""
      place = .start
    }

    private mutating func endRow() {
      endCell()
      rows.append(row)
      row = Row(line: line, cells: [])
    }
  }
}

extension CSVTable.Problem {
  /// What is wrong, in a policy file.
  fileprivate var message: String {
    switch self {
    case .notUTF8: "文件不是 UTF-8 编码"
    case .textAfterQuote: "引号之后应为逗号或行末"
    case .openQuote: "引号没有结束"
    }
  }
}

extension Lint {
  /// The rows of a table below its header, each with exactly as many cells as the header.
  mutating func rows(_ bytes: [UInt8], header: [String]) -> [CSVTable.Row] {
    let table: [CSVTable.Row]
    do throws(CSVTable.Fault) {
      table = try CSVTable(bytes).rows.filter { !$0.isBlank }
    } catch {
      report(.notTable, line: error.line, error.problem.message, remedy: "请另存为 UTF-8 编码的 CSV 文件")
      return []
    }
    guard let first = table.first, first.cells == header else {
      report(
        .notTable, line: 1, "表头不符", remedy: "首行应为：\(header.joined(separator: ","))")
      return []
    }
    var rows: [CSVTable.Row] = []
    for row in table.dropFirst() {
      if row.cells.count == header.count {
        rows.append(row)
      } else {
        report(
          .notTable, line: row.line, "本行有 \(row.cells.count) 格，应有 \(header.count) 格",
          remedy: "请核对逗号；含逗号的文字请加引号")
      }
    }
    if table.count == 1 {
      report(.empty, line: 1, "表中没有内容", remedy: "请至少填写一行")
    }
    return rows
  }

  /// A cell that `parse` understands; otherwise reported.
  mutating func cell<Value>(
    _ row: CSVTable.Row, _ column: Int, _ expected: String, _ parse: (String) -> Value?
  ) -> Value? {
    let text = row.cells[column]
    if let value = parse(text) { return value }
    report(
      .badValue, line: row.line, "第 \(column + 1) 格“\(text)”不是\(expected)",
      remedy: "请改为\(expected)")
    return nil
  }

  /// The same, but an empty cell is nil without a finding.
  mutating func optionalCell<Value>(
    _ row: CSVTable.Row, _ column: Int, _ expected: String, _ parse: (String) -> Value?
  ) -> Value? {
    row.cells[column].isEmpty ? nil : cell(row, column, expected, parse)
  }
}
