import Markup

/// A column of an open data table: what its header, its schema and its line of the dictionary say.
public struct DataField: Sendable {
  /// What stands in a cell, after Table Schema.
  public enum Kind: String, Sendable {
    case string
    case integer
    /// Yuan with two decimals.
    case amount = "number"
    case boolean
    /// `YYYY-MM-DD`.
    case date
    /// `YYYY-MM`.
    case yearmonth
  }

  /// The header: ASCII.
  public let name: String
  /// The Chinese name.
  public let title: String
  /// What stands in a cell.
  public let kind: Kind
  /// The unit: 元, 天, 个月; empty when there is none.
  public let unit: String
  /// What it means, in a sentence.
  public let meaning: String
  /// The codes that may stand there, with their words; empty when anything may.
  public let values: [(code: String, title: String)]
  /// Whether every row has a value.
  public let isRequired: Bool

  init(
    _ name: String, _ title: String, _ kind: Kind, unit: String = "", _ meaning: String,
    values: [(code: String, title: String)] = [], isRequired: Bool = true
  ) {
    self.name = name
    self.title = title
    self.kind = kind
    self.unit = unit
    self.meaning = meaning
    self.values = values
    self.isRequired = isRequired
  }
}

/// A table of open data. DISCLOSURE §4.
public struct DataTable: Sendable {
  /// The table's name, which begins its files' names: `records`.
  public let name: String
  /// The Chinese name.
  public let title: String
  /// What a row is.
  public let meaning: String
  /// The columns, in order.
  public let fields: [DataField]
  /// The columns that name a row.
  public let primaryKey: [String]
  /// The column that names a row of another table, with that table's name.
  public let references: [(field: String, table: String, key: String)]

  /// Every table.
  public static let all = [records, subsidies, runs, changes]

  /// BOM and header row: what begins a CSV file of the table.
  public var header: [UInt8] { CSV(header: fields.map(\.name)).bytes }
}
