/// Reads a table as its bytes come: finds the columns by their headings and hands out row after
/// row.
struct TableReader<Column: OpeningColumns> {
  private(set) var summary = OpeningSummary()

  private var bytes = TableBytes()
  /// The first bytes of the file, until there are enough to know what kind of file it is.
  private var first: [UInt8]? = []
  private var layout: TableLayout<Column>?
  private var row = 0

  /// Rows that one import takes at most.
  static var mostRows: Int { 1_000_000 }

  /// Takes a piece of the file.
  mutating func take<Failure: Error>(
    _ piece: some Collection<UInt8>,
    row handle: (inout RowReader<Column>) throws(Failure) -> Void
  ) throws(Failure) {
    guard !summary.isUnreadable else { return }
    guard var first else { return try split(piece, handle) }
    first.append(contentsOf: piece)
    self.first = first
    if first.count >= FileKind.longestMark { try begin(handle) }
  }

  /// Takes the end of the file.
  mutating func finish<Failure: Error>(
    row handle: (inout RowReader<Column>) throws(Failure) -> Void
  ) throws(Failure) {
    guard !summary.isUnreadable else { return }
    try begin(handle)
    guard !summary.isUnreadable else { return }
    var bytes = bytes
    let isOpen = try bytes.finish { (cells) throws(Failure) in try take(cells, handle) }
    if isOpen {
      summary.add(
        RowReader<Column>.finding(
          row: row, .quotation, "本行有一个引号没有结束，其后的内容都被当作一格", "请补上引号，或用表格软件打开后另存为 CSV"))
    }
    if layout == nil, !summary.isUnreadable { refuseFile(.notTable, "表中没有内容", "请按模板填写") }
  }

  /// Looks at the first bytes, then goes on with them.
  private mutating func begin<Failure: Error>(
    _ handle: (inout RowReader<Column>) throws(Failure) -> Void
  ) throws(Failure) {
    guard let first else { return }
    self.first = nil
    switch FileKind(of: first) {
    case .workbook:
      refuseFile(.notTable, "文件是 Excel 工作簿，不是 CSV", "请用表格软件打开后另存为“CSV UTF-8（逗号分隔）”")
    case .utf16:
      refuseFile(.notTable, "文件是 UTF-16 编码的文本", "请另存为“CSV UTF-8（逗号分隔）”")
    case .marked(let mark): try split(first.dropFirst(mark), handle)
    case .plain: try split(first, handle)
    }
  }

  private mutating func split<Failure: Error>(
    _ piece: some Collection<UInt8>,
    _ handle: (inout RowReader<Column>) throws(Failure) -> Void
  ) throws(Failure) {
    // Taken out for the while, so that a row can change the rest of the reader.
    var bytes = TableBytes()
    swap(&bytes, &self.bytes)
    defer { swap(&bytes, &self.bytes) }
    try bytes.take(piece) { (cells) throws(Failure) in try take(cells, handle) }
  }

  private mutating func take<Failure: Error>(
    _ cells: [TableBytes.Cell], _ handle: (inout RowReader<Column>) throws(Failure) -> Void
  ) throws(Failure) {
    guard !summary.isUnreadable else { return }
    row += 1
    guard row <= Self.mostRows else {
      return refuseFile(.tooManyRows, "行数超过 \(Self.mostRows)", "请分成几个文件")
    }
    guard let layout else { return takeHeader(cells) }
    guard !cells.allSatisfy({ $0.bytes.isEmpty }) else { return }
    var reader = RowReader(cells, number: row, layout: layout)
    if reader.isComment { return }
    try handle(&reader)
    reader.findings.forEach { summary.add($0) }
    if reader.isRefused { summary.refused += 1 } else { summary.accepted += 1 }
  }

  private mutating func takeHeader(_ cells: [TableBytes.Cell]) {
    guard let encoding = TableEncoding.of(cells) else {
      return refuseFile(
        .notTable, "首行既不是 UTF-8 编码，也不是 GB18030 编码", "请用表格软件另存为“CSV UTF-8（逗号分隔）”")
    }
    let (layout, findings) = TableLayout<Column>.of(cells, encoding)
    findings.forEach { summary.add($0) }
    self.layout = layout
    if layout == nil { summary.isUnreadable = true }
  }

  private mutating func refuseFile(
    _ code: OpeningFinding.Code, _ message: String, _ remedy: String
  ) {
    summary.isUnreadable = true
    summary.add(RowReader<Column>.finding(row: 0, code, message, remedy))
  }
}

/// What the first bytes of a file tell.
enum FileKind: Equatable {
  /// xlsx, or the older xls.
  case workbook
  case utf16
  /// A byte order mark of so many bytes stands in front.
  case marked(Int)
  case plain

  static let longestMark = 4

  init(of first: [UInt8]) {
    if first.starts(with: [0x50, 0x4B, 0x03, 0x04])
      || first.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    {
      self = .workbook
    } else if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) {
      self = .utf16
    } else if first.starts(with: [0xEF, 0xBB, 0xBF]) {
      self = .marked(3)
    } else if first.starts(with: [0x84, 0x31, 0x95, 0x33]) {
      // The same mark in GB 18030.
      self = .marked(4)
    } else {
      self = .plain
    }
  }
}
