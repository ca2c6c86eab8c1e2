import CXlsxWriter

extension SheetPage {
  /// What holds for the sheet as a whole: A4 landscape on one page's width, headings on every
  /// page and always in view, filter buttons, words at head and foot of the page.
  func setUp(headings: ClosedRange<UInt32>) throws(StatementFault) {
    let worksheet = pen.worksheet
    let grid = pen.grid
    for (column, width) in grid.widths.enumerated() {
      let column = UInt16(column)
      try book.check(
        worksheet_set_column(worksheet, column, column, width, nil), "set a column's width")
    }
    worksheet_set_landscape(worksheet)
    worksheet_set_paper(worksheet, SheetPage.a4)
    // What is only a little longer than a page is made to fit, or the signatures would stand
    // alone on the second one.
    let isOnePage = pen.length * grid.scale < SheetPage.printed * 1.2
    worksheet_fit_to_pages(worksheet, 1, isOnePage ? 1 : 0)
    worksheet_center_horizontally(worksheet)
    worksheet_set_margins(worksheet, 0.4, 0.4, 0.75, 0.7)
    try book.check(
      worksheet_repeat_rows(worksheet, headings.lowerBound, headings.upperBound),
      "repeat headings")
    // In a wide list the first column beside the number stays in view too.
    let isWide = sheet.isList && grid.count > 8
    worksheet_freeze_panes(
      worksheet, headings.upperBound + 1, isWide ? UInt16(grid.offset + 1) : 0)
    let font = "&\"宋体,Regular\"&9 "
    let head = "&L\(font)\(escaped(sheet.office))&R\(font)\(escaped(sheet.period))"
    try book.check(worksheet_set_header(worksheet, head), "set header")
    let imprint = sheet.imprint.map { "&L\(font)\(escaped($0))" } ?? ""
    try book.check(
      worksheet_set_footer(worksheet, imprint + "&C\(font)第 &P 页，共 &N 页"), "set footer")
  }

  /// Filter buttons in the last row of headings. The library takes them only while it stands in
  /// the last row that they filter.
  func setFilter(_ heading: UInt32) throws(StatementFault) {
    try book.check(
      worksheet_autofilter(
        pen.worksheet, heading, 0, pen.row - 1, UInt16(pen.grid.count - 1)), "set filter")
  }

  /// Points between the margins: 210 mm less 1.45 inches.
  private static let printed = 490.0
  private static let a4: UInt8 = 9

  /// `&` begins a code in headers and footers.
  private func escaped(_ text: String) -> String {
    CellText.visible(text).split(separator: "&", omittingEmptySubsequences: false)
      .joined(separator: "&&")
  }
}
