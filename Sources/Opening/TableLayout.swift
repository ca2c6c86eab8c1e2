/// Where in a file each column stands, by its heading.
struct TableLayout<Column: OpeningColumns> {
  let encoding: TableEncoding
  /// The place of each column in the file, from 0; nil for an optional one that is not there.
  let places: [Int?]
  /// How many columns the file has.
  let width: Int

  subscript(column: Column) -> Int? { places[column.rawValue] }

  /// The layout, or nil with everything that is wrong with the headings. Columns may stand in any
  /// order; one that is not known is refused, for it may be a misspelt optional one.
  static func of(
    _ cells: [TableBytes.Cell], _ encoding: TableEncoding
  ) -> (TableLayout?, [OpeningFinding]) {
    var findings: [OpeningFinding] = []
    func report(
      _ column: Int?, _ code: OpeningFinding.Code, _ message: String, _ remedy: String
    ) {
      findings.append(
        RowReader<Column>.finding(row: 1, column: column, code, message, remedy))
    }
    var places = [Int?](repeating: nil, count: Column.allCases.count)
    var width = cells.count
    // Spreadsheets write commas for columns that were once used.
    while width > 0, cells[width - 1].bytes.isEmpty { width -= 1 }
    for (place, cell) in cells.prefix(width).enumerated() {
      let heading = encoding.text(cell.bytes).map(CellText.trimmed)
      guard let column = heading.flatMap(named) else {
        if heading?.contains("代偿") ?? false {
          // A compensation needs its day, amount and payment by the fund, as the bank states them.
          report(
            place + 1, .unknownColumn, "代偿不在本表导入，否则担保基金的支出和追偿没有依据",
            "请删去该列和已代偿的借据，由银行报送其放款和代偿记录")
        } else if let heading, Column.table == .applicants, isPersonal(heading) {
          report(place + 1, .unknownColumn, "名单里不能有证件号、电话或账号", "请删去该列")
        } else {
          report(place + 1, .unknownColumn, "不认识的列名", "请改为模板中的列名，或删去该列")
        }
        continue
      }
      if let earlier = places[column.rawValue] {
        report(
          place + 1, .duplicateColumn,
          "列名“\(column.column.heading)”与 \(OpeningFinding.letters(earlier + 1)) 列重复", "请只保留一列")
      } else {
        places[column.rawValue] = place
      }
    }
    for column in Column.allCases where column.column.isRequired {
      if places[column.rawValue] == nil {
        report(nil, .missingColumn, "缺少列“\(column.column.heading)”", "请按模板补上该列")
      }
    }
    guard findings.isEmpty else { return (nil, findings) }
    return (TableLayout(encoding: encoding, places: places, width: width), [])
  }

  /// Whether a heading promises a number of a person.
  private static func isPersonal(_ heading: String) -> Bool {
    let plain = CellText.narrow(heading).lowercased()
    return ["证", "号码", "电话", "手机", "账号", "账户", "帐号", "卡号", "id"].contains { plain.contains($0) }
  }

  /// The column of a heading. Full-width and plain brackets are the same.
  private static func named(_ heading: String) -> Column? {
    let plain = CellText.narrow(heading)
    return Column.allCases.first { CellText.narrow($0.column.heading) == plain }
  }
}
