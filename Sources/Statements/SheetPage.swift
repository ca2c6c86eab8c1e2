import Markup
import Quantities

/// Draws one sheet into a spreadsheet, and its rows into a CSV file, from top to bottom.
struct SheetPage {
  let sheet: Sheet
  let book: Spreadsheet
  let pen: SheetPen
  private let csv: CSVFile
  private var sums: SheetSums
  private var lines = 0
  private var firstBodyRow: UInt32 = 0
  private var blockStart: UInt32 = 0
  private var hasSubtotals = false
  private var formats: [Spreadsheet.Format] = []
  private var subtotalFormats: [Spreadsheet.Format] = []

  init(_ sheet: Sheet, book: Spreadsheet, csv: CSVFile) throws(StatementFault) {
    precondition(!sheet.columns.isEmpty, "a table has columns")
    self.sheet = sheet
    self.book = book
    self.csv = csv
    pen = try SheetPen(sheet, book)
    sums = SheetSums(sheet, path: book.path)
    for column in sheet.columns {
      formats.append(try book.format(.body(column.kind)))
      subtotalFormats.append(try book.format(.subtotal(column.kind)))
    }
  }

  /// Draws all of it and returns the number of lines.
  mutating func draw() throws(StatementFault) -> Int {
    try drawHead()
    let headings = try drawHeadings()
    try drawBody()
    if sheet.isList { try setFilter(headings.upperBound) }
    try drawTotals()
    try drawFoot()
    try setUp(headings: headings)
    try csv.finish()
    try pen.finish()
    return lines
  }

  // MARK: Above the table

  private func drawHead() throws(StatementFault) {
    let title = sheet.title + (sheet.mark.map { "（\($0)）" } ?? "")
    try pen.wide(title, .title, height: 38)
    let caption = sheet.caption ?? "编制单位：" + sheet.office
    let words = [caption, sheet.period, "单位：" + sheet.unit]
    if let parts = pen.grid.split(for: words) {
      try drawWords(words, [.left, .middle, .right], in: parts)
    } else if let halves = pen.grid.split(2) {
      try pen.wide(words[1], .info(.middle), height: 21)
      try drawWords([words[0], words[2]], [.left, .right], in: halves)
    } else {
      for line in words { try pen.wide(line, .info(.left), height: 21) }
    }
    for line in sheet.preamble { try pen.wide(line, .info(.left), height: 19) }
  }

  /// Words beside each other in one row.
  private func drawWords(
    _ words: [String], _ sides: [Look.Side], in parts: [ClosedRange<Int>]
  ) throws(StatementFault) {
    try pen.height(21)
    for (part, (words, side)) in zip(parts, zip(words, sides)) {
      try pen.join(part, words, .info(side))
    }
    pen.next()
  }

  /// One row of headings, or two where columns have a heading in common.
  private func drawHeadings() throws(StatementFault) -> ClosedRange<UInt32> {
    let first = pen.row
    let headings = (sheet.isNumbered ? ["序号"] : []) + sheet.columns.map(\.heading)
    let groups = (sheet.isNumbered ? [nil] : []) + sheet.columns.map(\.group)
    let isDouble = groups.contains { $0 != nil }
    if isDouble { try drawGroups(groups, headings) }
    try pen.height(height(of: headings, groups))
    for (column, heading) in headings.enumerated() {
      try pen.text(column, isDouble && groups[column] == nil ? "" : heading, .heading)
    }
    if isDouble {
      for column in headings.indices where groups[column] == nil {
        try pen.joinAbove(column, headings[column], .heading)
      }
    }
    pen.next()
    return first...pen.row - 1
  }

  /// Height of the (lower) row of headings; those that take both rows have room in the upper one.
  private func height(of headings: [String], _ groups: [String?]) -> Double {
    let isDouble = groups.contains { $0 != nil }
    let lines = headings.indices.map { index in
      let lines = SheetGrid.lines(headings[index], in: pen.grid.widths[index] - 0.5)
      return isDouble && groups[index] == nil ? lines - 1 : lines
    }
    return max(isDouble ? 20 : 30, Double(lines.max() ?? 1) * 13 + 6)
  }

  private func drawGroups(_ groups: [String?], _ headings: [String]) throws(StatementFault) {
    try pen.height(20)
    var column = 0
    while column < groups.count {
      var end = column
      if let group = groups[column] {
        while end + 1 < groups.count, groups[end + 1] == group { end += 1 }
        try pen.join(column...end, group, .heading)
      } else {
        try pen.text(column, headings[column], .heading)
      }
      column = end + 1
    }
    pen.next()
  }

  // MARK: The table

  private mutating func drawBody() throws(StatementFault) {
    firstBodyRow = pen.row
    blockStart = pen.row
    let next = try source { try sheet.rows.start() }
    while let row = try source(next) {
      precondition(row.cells.count == sheet.columns.count, "a row has the columns of its sheet")
      try pen.height(height(of: row.cells))
      switch row.role {
      case .line: try drawLine(row.cells)
      case .subtotal: try drawSubtotal(row.cells)
      }
      pen.next()
    }
    if let stated = sheet.lineCount, stated != lines {
      throw StatementFault(
        operation: "count lines", path: book.path,
        cause: .linesDiffer(sheet: sheet.name, stated: stated, found: lines))
    }
    if pen.row == firstBodyRow { try pen.wide("（无）", .empty, height: 22) }
  }

  private mutating func drawLine(_ cells: [SheetCell]) throws(StatementFault) {
    try sums.add(cells)
    lines += 1
    if sheet.isNumbered { try pen.number(0, lines, .number) }
    for (index, cell) in cells.enumerated() { try pen.cell(cell, index, formats[index]) }
    try csv.row(zip(cells, sheet.columns).map { $0.csv($1.kind) })
  }

  private mutating func drawSubtotal(_ cells: [SheetCell]) throws(StatementFault) {
    try sums.close(cells)
    hasSubtotals = true
    if sheet.isNumbered { try pen.text(0, "", .number) }
    for (index, cell) in cells.enumerated() {
      if sheet.columns[index].total == .sum, cell != .blank, pen.row > blockStart {
        try pen.formula(
          "SUBTOTAL(9,", over: blockStart..<pen.row, cell, index, subtotalFormats[index])
      } else {
        try pen.cell(cell, index, subtotalFormats[index])
      }
    }
    blockStart = pen.row + 1
  }

  private func drawTotals() throws(StatementFault) {
    let end = pen.row
    let totals = try sums.totals()
    guard let label = sheet.totalLabel else { return }
    let first = totals.firstIndex { $0 != .blank } ?? totals.count
    precondition(first + pen.grid.offset > 0, "no room for the label of the totals")
    try pen.height(23)
    try pen.join(0...first + pen.grid.offset - 1, label, .totalLabel)
    for index in first..<totals.count {
      let column = sheet.columns[index]
      let format = try book.format(.total(column.kind))
      if column.total == .sum, lines > 0 {
        // SUBTOTAL leaves out the subtotals in its range.
        try pen.formula(
          hasSubtotals ? "SUBTOTAL(9," : "SUM(", over: firstBodyRow..<end, totals[index], index,
          format)
      } else {
        try pen.cell(totals[index], index, format)
      }
    }
    pen.next()
  }

  /// What the source of the rows throws, as a fault.
  private func source<T>(_ body: () throws -> T) throws(StatementFault) -> T {
    do {
      return try body()
    } catch let fault as StatementFault {
      throw fault
    } catch {
      throw StatementFault(
        operation: "read rows of \(sheet.name)", path: book.path, cause: .rows(error))
    }
  }

  private func height(of cells: [SheetCell]) -> Double {
    var lines = 1
    for (index, cell) in cells.enumerated() {
      guard case .text(let text) = cell else { continue }
      let width = pen.grid.widths[index + pen.grid.offset]
      lines = max(lines, SheetGrid.lines(text, in: width))
    }
    return max(20, Double(lines) * 13 + 5)
  }

  // MARK: Below the table

  private func drawFoot() throws(StatementFault) {
    for line in sheet.footing { try pen.wide(line, .footing, height: 24) }
    for (index, note) in sheet.notes.enumerated() {
      let number = sheet.notes.count == 1 ? "" : "\(index + 1)．"
      try pen.wide((index == 0 ? "注：" : "　　") + number + note, .note, height: 17)
    }
    guard !sheet.signatures.isEmpty else { return }
    let words = sheet.signatures.map { $0 + "：" + ($0 == "日期" ? "　　年　　月　　日" : "") }
    try pen.height(40)
    try pen.join(0...pen.grid.count - 1, pen.grid.spread(words), .signature)
    pen.next()
  }
}

extension SheetCell {
  /// The cell in a CSV file.
  func csv(_ kind: SheetColumn.Kind) -> CSV.Cell {
    switch self {
    case .blank: .text("")
    case .text(let text): .text(CellText.visible(text))
    case .money(let amount):
      .figure(kind == .money ? amount.description : CellNumber.tenThousandText(amount))
    case .rate(let rate): .figure(rate.description)
    case .day(let day): .figure(day.description)
    case .count(let count): .figure(String(count))
    }
  }
}
