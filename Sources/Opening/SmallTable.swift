import LoanBook
public import Quantities

/// A table of a few columns as a spreadsheet program saves it, wholly read: a comma-separated file
/// with headings, UTF-8 or GB 18030. Columns that nobody asks for may stand in it, and a title and
/// other lines above the headings.
public struct SmallTable: Sendable {
  /// Why a file is no such table, and what to do.
  public struct Refusal: Error, Hashable, Sendable {
    /// A Chinese sentence: what is wrong.
    public let problem: String
    /// A Chinese sentence: what to do.
    public let remedy: String
  }

  /// A row below the headings.
  public struct Row: Sendable {
    /// The row as the spreadsheet counts, from 1.
    public let number: Int
    fileprivate let cells: [String?]
    fileprivate let places: [String: Int]

    /// The text under a heading, without blanks around it: empty where there is none, nil where
    /// it cannot be read.
    public subscript(heading: String) -> String? {
      guard let place = places[heading], place < cells.count else { return "" }
      return cells[place]
    }

    /// A day in one of the forms that spreadsheet programs write; nil when it is none.
    public func day(_ heading: String) -> Day? { self[heading].flatMap(SmallTable.day) }

    fileprivate var isEmpty: Bool { cells.allSatisfy { $0?.isEmpty ?? false } }
  }

  /// The rows, empty ones and remarks (`#`) left out.
  public private(set) var rows: [Row] = []

  /// Reads a file.
  ///
  /// - Parameter headings: columns that must be there.
  /// - Throws: ``Refusal``.
  public init(_ bytes: [UInt8], headings: [String]) throws(Refusal) {
    var start = 0
    switch FileKind(of: Array(bytes.prefix(FileKind.longestMark))) {
    case .workbook:
      throw Refusal(
        problem: "文件是 Excel 工作簿，不是 CSV", remedy: "请用表格软件打开后另存为“CSV UTF-8（逗号分隔）”")
    case .utf16:
      throw Refusal(problem: "文件是 UTF-16 编码的文本", remedy: "请另存为“CSV UTF-8（逗号分隔）”")
    case .marked(let mark): start = mark
    case .plain: break
    }
    var lines: [[TableBytes.Cell]] = []
    var reader = TableBytes()
    reader.take(bytes[start...]) { lines.append($0) }
    guard !reader.finish(row: { lines.append($0) }) else {
      throw Refusal(problem: "有一个引号没有结束", remedy: "请用表格软件打开后另存为 CSV")
    }
    // The headings of a file of ASCII only tell nothing of what stands below them.
    guard !lines.isEmpty, let encoding = TableEncoding.of(lines.flatMap { $0 }) else {
      throw Refusal(
        problem: lines.isEmpty ? "文件是空的" : "文件既不是 UTF-8 编码，也不是 GB18030 编码",
        remedy: "请按说明填写，并另存为“CSV UTF-8（逗号分隔）”")
    }
    func isHead(_ line: [TableBytes.Cell]) -> Bool {
      let texts = line.map { SmallTable.text($0, encoding).map(CellText.narrow) }
      return headings.allSatisfy(texts.contains)
    }
    let head = lines.prefix(SmallTable.mostAbove + 1).firstIndex(where: isHead) ?? 0
    var places: [String: Int] = [:]
    for (place, cell) in lines[head].enumerated() {
      guard let heading = SmallTable.text(cell, encoding).map(CellText.narrow),
        headings.contains(heading)
      else { continue }
      guard places.updateValue(place, forKey: heading) == nil else {
        throw Refusal(problem: "列名“\(heading)”出现了两次", remedy: "请只保留一列")
      }
    }
    let missing = headings.filter { places[$0] == nil }
    guard missing.isEmpty else {
      throw Refusal(
        problem: "缺少列：\(missing.joined(separator: "、"))", remedy: "请补上，第一行应为列名")
    }
    for (index, cells) in lines.enumerated().dropFirst(head + 1)
    where cells.first?.bytes.first != 0x23 {
      let row = Row(
        number: index + 1, cells: cells.map { SmallTable.text($0, encoding) }, places: places)
      if !row.isEmpty { rows.append(row) }
    }
  }

  /// So many lines may stand above the headings.
  private static let mostAbove = 20

  /// A day as people type it; nil when it is none.
  private static func day(_ text: String) -> Day? { CellText.day(CellText.narrow(text)) }

  /// Full-width digits and letters as the plain ones.
  public static func narrow(_ text: String) -> String { CellText.narrow(text) }

  private static func text(_ cell: TableBytes.Cell, _ encoding: TableEncoding) -> String? {
    guard !cell.isTooLong, !cell.isMisquoted,
      let text = encoding.text(cell.bytes).map(CellText.trimmed), CellText.isPlain(text)
    else { return nil }
    return text
  }
}
