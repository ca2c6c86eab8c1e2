import Markup

/// The tables as a bureau fills them in. `opening template`
public enum OpeningTemplate {
  /// The CSV file of a table: the headings, a row that says what belongs into each column, and an
  /// example. Rows whose first cell begins with `#` are not imported.
  public static func csv(_ table: OpeningTable) -> [UInt8] {
    let columns = columns(of: table)
    var csv = CSV(header: columns.map(\.heading))
    csv.row(
      marked(
        "说明（# 开头的行不导入）：",
        columns.map { ($0.isRequired ? "必填。" : "选填。") + $0.expectation }))
    csv.row(marked("示例：", columns.map(\.example)))
    return csv.bytes
  }

  /// The headings of a table, in their order.
  public static func headings(_ table: OpeningTable) -> [String] {
    columns(of: table).map(\.heading)
  }

  /// The file's name without a folder.
  public static func fileName(_ table: OpeningTable) -> String { table.name + ".csv" }

  private static func columns(of table: OpeningTable) -> [OpeningColumn] {
    switch table {
    case .notes: NoteColumn.allCases.map(\.column)
    case .payments: PaymentColumn.allCases.map(\.column)
    case .applicants: ApplicantColumn.allCases.map(\.column)
    }
  }

  /// Cells of which the first says that the row is not imported.
  private static func marked(_ mark: String, _ cells: [String]) -> [CSV.Cell] {
    cells.enumerated().map { .text($0.offset == 0 ? "#" + mark + $0.element : $0.element) }
  }
}
