/// What a cell holds, for the words of a finding.
enum CellKind {
  /// Free text, taken as it stands.
  case words
  /// A code or one of some words.
  case text
  case number
  case day
}

/// One row with what is found wrong in it.
struct RowReader<Column: OpeningColumns> {
  /// The row as the spreadsheet counts.
  let number: Int
  /// Everything found in the row so far, by column.
  private(set) var findings: [OpeningFinding] = []
  /// Whether something forbids taking the row.
  var isRefused: Bool { findings.contains { !$0.isRemark } }
  /// Whether the row is an explanation, as the template's own: its first cell begins with `#`.
  let isComment: Bool

  private let layout: TableLayout<Column>
  /// The texts by place in the file; nil where a cell cannot be read, which is reported.
  private var texts: [String?] = []

  init(_ cells: [TableBytes.Cell], number: Int, layout: TableLayout<Column>) {
    self.number = number
    self.layout = layout
    isComment = cells.first?.bytes.first == 0x23
    guard !isComment else { return }
    for (place, cell) in cells.enumerated() {
      guard place < layout.width else {
        if !cell.bytes.isEmpty || cell.isTooLong {
          findings.append(
            Self.finding(
              row: number, column: place + 1, .extraCell, "表头之外还有内容", "请核对逗号；含逗号的文字请加引号"))
        }
        continue
      }
      texts.append(read(cell, at: place))
    }
  }

  /// The text of a cell, nil when it cannot be read.
  private mutating func read(_ cell: TableBytes.Cell, at place: Int) -> String? {
    func report(_ code: OpeningFinding.Code, _ message: String, _ remedy: String) {
      findings.append(
        Self.finding(
          row: number, column: place + 1, heading: heading(at: place), code, message, remedy))
    }
    if cell.isTooLong {
      report(.tooLong, "内容超过 \(TableBytes.longestCell) 字节", "请缩短，或检查引号是否配对")
      return nil
    }
    if cell.isMisquoted {
      report(.quotation, "引号之后还有内容", "请用表格软件打开后另存为 CSV")
      return nil
    }
    guard let text = layout.encoding.text(cell.bytes) else {
      report(
        .encoding, "含有不属于 \(layout.encoding.name) 编码的字节", "请重新填写该格，并另存为“CSV UTF-8（逗号分隔）”")
      return nil
    }
    let trimmed = CellText.trimmed(text)
    guard CellText.isPlain(trimmed) else {
      report(.control, "含有换行、控制字符或方向控制符", "请删去后重新填写")
      return nil
    }
    return trimmed
  }

  /// A value that must be there. Nil when it was reported.
  mutating func required<Value>(
    _ column: Column, as kind: CellKind = .text, _ parse: (String) -> Value?
  ) -> Value? {
    guard let text = text(column) else { return nil }
    guard !text.isEmpty else {
      refuse(column, .missing, "没有填写", "应为\(column.column.expectation)")
      return nil
    }
    return value(column, text, kind, parse)
  }

  /// A value that may be absent. Nil when it is, or was reported.
  mutating func optional<Value>(
    _ column: Column, as kind: CellKind = .text, _ parse: (String) -> Value?
  ) -> Value? {
    guard let text = text(column), !text.isEmpty else { return nil }
    return value(column, text, kind, parse)
  }

  /// Whether anything stands in a cell.
  func isFilled(_ column: Column) -> Bool { text(column).map { !$0.isEmpty } ?? true }

  private mutating func value<Value>(
    _ column: Column, _ text: String, _ kind: CellKind, _ parse: (String) -> Value?
  ) -> Value? {
    // Everything but free text may be typed in full-width characters.
    let text = kind == .words ? text : CellText.narrow(text)
    if let value = parse(text) { return value }
    if CellText.isScientific(text) {
      refuse(
        column, .scientific, "内容成了科学计数（如 1.4E+17），原来的数字已不完整",
        kind == .number ? "请把该列设为数值格式后重新填写" : "请先把该列设为文本格式，再填写完整号码")
    } else if kind == .day, CellText.isSerialDay(text) {
      refuse(column, .value, "日期成了表格软件的日期序号", "请把该列设为日期格式（如 2026-1-5）后重新另存")
    } else {
      refuse(column, .value, "内容不合要求", "应为\(column.column.expectation)")
    }
    return nil
  }

  /// The text of a column: empty when the file has no such column or the row ends before it, nil
  /// when it cannot be read.
  private func text(_ column: Column) -> String? {
    guard let place = layout[column], place < texts.count else { return "" }
    return texts[place]
  }

  private func heading(at place: Int) -> String? {
    Column.allCases.first { layout[$0] == place }?.column.heading
  }
}

extension RowReader {
  /// Refuses the row for what stands in a column.
  mutating func refuse(
    _ column: Column, _ code: OpeningFinding.Code, _ message: String, _ remedy: String
  ) {
    let place = layout[column].map { $0 + 1 }
    findings.append(
      Self.finding(
        row: number, column: place, heading: column.column.heading, code, message, remedy))
  }

  /// Remarks on a column.
  mutating func remark(_ column: Column, _ message: String, _ remedy: String) {
    refuse(column, .remark, message, remedy)
  }

  static func finding(
    row: Int, column: Int? = nil, heading: String? = nil, _ code: OpeningFinding.Code,
    _ message: String, _ remedy: String
  ) -> OpeningFinding {
    OpeningFinding(
      table: Column.table, row: row, column: column, heading: heading, code: code,
      message: message, remedy: remedy)
  }
}
