import CXlsxWriter
import Quantities

/// Writes cells into one worksheet, row by row from top to bottom.
final class SheetPen {
  let worksheet: Spreadsheet.Worksheet
  var grid: SheetGrid
  private(set) var row: UInt32 = 0
  private let book: Spreadsheet
  private let sheet: Sheet
  private var cells = 0
  /// Height of all rows so far, in points.
  private(set) var length = 0.0

  init(_ sheet: Sheet, _ book: Spreadsheet) throws(StatementFault) {
    self.sheet = sheet
    self.book = book
    worksheet = try book.add(sheet.name)
    grid = SheetGrid(sheet)
  }

  /// Goes to the next row.
  func next() { row += 1 }

  /// Sets the height of this row, in points.
  func height(_ points: Double) throws(StatementFault) {
    length += points
    try check(worksheet_set_row(worksheet, row, points, nil))
  }

  /// Text in a column of the paper.
  func text(_ column: Int, _ text: String, _ look: Look) throws(StatementFault) {
    let text = try checked(text)
    try put(
      worksheet_write_string(worksheet, row, UInt16(column), text, book.format(look)))
  }

  /// A whole number in a column of the paper.
  func number(_ column: Int, _ number: Int, _ look: Look) throws(StatementFault) {
    try put(
      worksheet_write_number(worksheet, row, UInt16(column), Double(number), book.format(look)))
  }

  /// One cell over neighbouring columns.
  func join(_ columns: ClosedRange<Int>, _ words: String, _ look: Look) throws(StatementFault) {
    guard columns.count > 1 else { return try text(columns.lowerBound, words, look) }
    let words = try checked(words)
    cells += columns.count - 1
    try put(
      worksheet_merge_range(
        worksheet, row, UInt16(columns.lowerBound), row, UInt16(columns.upperBound), words,
        book.format(look)))
  }

  /// Joins the cell above with the one of this row, which is empty.
  ///
  /// Rows are written once and cannot be gone back to. Both are complete when this is called: the
  /// library adds the mark that they are one, and ignores the words for the row above.
  func joinAbove(_ column: Int, _ words: String, _ look: Look) throws(StatementFault) {
    try check(
      worksheet_merge_range(
        worksheet, row - 1, UInt16(column), row, UInt16(column), words, book.format(look)))
  }

  /// A row of one cell over all columns, as high as its text needs.
  func wide(_ words: String, _ look: Look, height least: Double) throws(StatementFault) {
    let all = 0...grid.count - 1
    let lines = look == .title ? 1 : SheetGrid.lines(words, in: grid.width(all))
    try height(max(least, Double(lines) * 14 + 4))
    try join(all, words, look)
    next()
  }

  /// A cell of the sheet, `index` counted in the sheet's own columns.
  func cell(
    _ cell: SheetCell, _ index: Int, _ format: Spreadsheet.Format
  ) throws(StatementFault) {
    let column = UInt16(index + grid.offset)
    switch cell {
    case .blank: try put(worksheet_write_blank(worksheet, row, column, format))
    case .text(let text):
      // A string is written as a string, also one that begins like a formula.
      let text = try checked(text)
      try put(worksheet_write_string(worksheet, row, column, text, format))
    case .money, .rate, .day, .count:
      let value = try value(cell, index)
      fit(cell, index)
      try put(worksheet_write_number(worksheet, row, column, value, format))
    }
  }

  /// `=FUNCTION(…)` over rows of the column, with its value.
  func formula(
    _ function: String, over rows: Range<UInt32>, _ cell: SheetCell, _ index: Int,
    _ format: Spreadsheet.Format
  ) throws(StatementFault) {
    let column = index + grid.offset
    let letters = SheetGrid.letters(column)
    // Spreadsheets count rows from 1.
    let range = "\(letters)\(rows.lowerBound + 1):\(letters)\(rows.upperBound)"
    let value = try value(cell, index)
    fit(cell, index)
    try put(
      worksheet_write_formula_num(
        worksheet, row, UInt16(column), "=\(function)\(range))", format, value))
  }

  /// Tells the book what this sheet must hold.
  func finish() throws(StatementFault) {
    try book.wrote(worksheet, rows: Int(row), cells: cells)
  }

  // MARK: One cell

  /// The number in a cell. SUBSIDY §1.
  private func value(_ cell: SheetCell, _ index: Int) throws(StatementFault) -> Double {
    guard cell.summand.magnitude <= CellNumber.limit.magnitude else {
      throw unwritable("\(sheet.columns[index].heading): more than 14 digits")
    }
    switch (cell, sheet.columns[index].kind) {
    case (.money(let amount), .money): return CellNumber.yuan(amount)
    case (.money(let amount), .tenThousandYuan): return CellNumber.tenThousandYuan(amount)
    case (.rate(let rate), .rate), (.rate(let rate), .percent): return CellNumber.fraction(rate)
    case (.count(let count), .count): return Double(count)
    case (.day(let day), .day):
      guard let serial = CellNumber.serial(day) else {
        throw unwritable("a day before March 1900")
      }
      return serial
    default: preconditionFailure("a cell is not of its column's kind: \(cell)")
    }
  }

  /// Widens the column where the number needs it.
  private func fit(_ cell: SheetCell, _ index: Int) {
    let digits = String(cell.summand.magnitude).count + (cell.summand < 0 ? 1 : 0)
    switch cell {
    // The decimal point and the commas between thousands.
    case .money: grid.fit(index + grid.offset, characters: digits + (digits + 1) / 3)
    case .count: grid.fit(index + grid.offset, characters: digits + digits / 3)
    case .text, .rate, .day, .blank: break
    }
  }

  private func checked(_ text: String) throws(StatementFault) -> String {
    let text = CellText.visible(text)
    guard text.utf8.count <= CellText.limit else {
      throw unwritable("a text of more than \(CellText.limit) bytes")
    }
    return text
  }

  private func put(_ outcome: lxw_error) throws(StatementFault) {
    cells += 1
    try check(outcome)
  }

  private func check(_ outcome: lxw_error) throws(StatementFault) {
    try book.check(outcome, "write row \(row + 1) of \(sheet.name)")
  }

  private func unwritable(_ what: String) -> StatementFault {
    StatementFault(
      operation: "write row \(row + 1) of \(sheet.name)", path: book.path,
      cause: .unwritable(what))
  }
}
