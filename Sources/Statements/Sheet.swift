public import Quantities

/// An official table on paper: what stands on it, not how it is drawn.
///
/// Drawn on A4 landscape: title; office, quarter and unit; headings, which repeat on every page;
/// rows; total; lines below it (`footing`); notes; signatures. SUBSIDY §6.
public struct Sheet: Sendable {
  /// Name of the tab, 1 to 31 characters, none of `[]:*?/\`; also part of the CSV file's name.
  public var name: String
  /// The title, `创业担保贷款贴息明细表`.
  public var title: String
  /// Who issues it, `泽州县人力资源和社会保障局`.
  public var office: String
  /// What time it is about, `2026年第一季度`.
  public var period: String
  /// What stands over the table at the left; `编制单位：` and the office unless told.
  public var caption: String?
  /// The unit of the amounts, printed as `单位：元`.
  public var unit: String = "元"
  /// Lines between the title and the table, such as the budget line.
  public var preamble: [String] = []
  /// At least one column.
  public var columns: [SheetColumn]
  /// Whether a column 序号 stands before the others.
  public var isNumbered: Bool = true
  /// Whether it is a list to search in: the headings get filter buttons.
  public var isList: Bool = false
  /// The rows, read once.
  public var rows: SheetRows
  /// How many lines their source states; another number of them is a fault.
  public var lineCount: Int?
  /// The totals as their source states them, by index of the column. Those of columns whose rule
  /// is `sum` are compared with the rows: a difference is a fault. A column without an entry gets
  /// the sum of its rows.
  public var totals: [Int: SheetCell] = [:]
  /// What the row of totals is called; nil for a table without one.
  public var totalLabel: String? = "合计"
  /// Lines inside the table's frame, below the total: an amount in formal characters, a finding.
  public var footing: [String] = []
  /// Numbered remarks below the table: what is unconfirmed (待确认), how to read a column.
  public var notes: [String] = []
  /// Who signs, in order; empty for a table that nobody signs.
  public var signatures: [String] = Sheet.usualSignatures
  /// A word behind the title while the table is not final, `草稿`.
  public var mark: String?
  /// Where the figures come from, at the foot of every page: `核算 2026Q1，数据截至 …`.
  public var imprint: String?

  /// A table; the rest has usual values.
  public init(
    name: String, title: String, office: String, period: String, columns: [SheetColumn],
    rows: SheetRows
  ) {
    self.name = name
    self.title = title
    self.office = office
    self.period = period
    self.columns = columns
    self.rows = rows
  }

  /// 制表人、复核人、负责人、单位（盖章）、日期.
  public static let usualSignatures = ["制表人", "复核人", "负责人", "单位（盖章）", "日期"]
}

/// A column.
public struct SheetColumn: Sendable {
  /// What its cells hold and how they are shown. A cell of another kind is a bug; `blank` fits all.
  public enum Kind: Sendable {
    /// A short text that wraps, centred: a name, a class.
    case text
    /// A text that wraps, to the left.
    case longText
    /// A number that is not for reckoning (contract, account), centred, kept digit by digit.
    case code
    /// A day, `2026-03-21`.
    case day
    /// An amount in yuan, `1,234.56`.
    case money
    /// An amount in 10 000 yuan with two decimals shown; the cell keeps the fen.
    case tenThousandYuan
    /// A rate in percent with four decimals, `3.6500%`.
    case rate
    /// A share in percent with two decimals, `97.35%`, held in parts per million.
    case percent
    /// A whole number, `1,234`.
    case count
  }

  /// What stands in the row of totals.
  public enum Total: Sendable {
    /// Nothing.
    case none
    /// The sum of the rows, as a formula with its value.
    case sum
    /// What `Sheet.totals` states, as a value: an average, a number of different people.
    case stated
  }

  /// The heading.
  public var heading: String
  /// A heading over this column and its neighbours with the same words.
  public var group: String?
  /// What its cells hold.
  public var kind: Kind
  /// What stands in the row of totals.
  public var total: Total
  /// In characters of the spreadsheet's standard font (half a Chinese character each).
  public var width: Double

  /// A column; amounts and whole numbers are summed and the width fits the kind unless told.
  public init(
    _ heading: String, _ kind: Kind, group: String? = nil, total: Total? = nil,
    width: Double? = nil
  ) {
    self.heading = heading
    self.group = group
    self.kind = kind
    self.total = total ?? kind.usualTotal
    self.width = width ?? kind.usualWidth
  }
}

extension SheetColumn.Kind {
  /// Amounts and whole numbers are summed.
  var usualTotal: SheetColumn.Total {
    switch self {
    case .money, .tenThousandYuan, .count: .sum
    case .text, .longText, .code, .day, .rate, .percent: .none
    }
  }

  var usualWidth: Double {
    switch self {
    case .text: 12
    case .longText: 24
    case .code: 17
    case .day: 11.5
    case .money: 15
    case .tenThousandYuan: 13
    case .rate, .percent: 10
    case .count: 8
    }
  }
}

/// What stands in one cell.
public enum SheetCell: Hashable, Sendable {
  /// Text of any origin: always written as text, whatever it begins with.
  case text(String)
  /// An amount, for columns `money` and `tenThousandYuan`.
  case money(Fen)
  /// Parts per million, for columns `rate` and `percent`.
  case rate(Rate)
  /// A day.
  case day(Day)
  /// A whole number.
  case count(Int)
  /// Nothing.
  case blank
}

/// A row.
public struct SheetRow: Sendable {
  /// What part it plays in the sums.
  public enum Role: Sendable {
    /// An ordinary row, part of every sum.
    case line
    /// 小计: its summed cells are the sums of the lines since the subtotal before it; a
    /// difference is a fault.
    case subtotal
  }

  /// One cell for each column.
  public var cells: [SheetCell]
  /// What part it plays in the sums.
  public var role: Role

  /// A row.
  public init(_ cells: [SheetCell], role: Role = .line) {
    self.cells = cells
    self.role = role
  }
}

/// Rows that are read one after the other; a hundred thousand need not be in memory at once.
public struct SheetRows: Sendable {
  /// Gives the next row, nil at the end.
  public typealias Next = () throws -> SheetRow?

  /// Begins to read from the first row.
  let start: @Sendable () throws -> Next

  /// Rows in memory.
  public init(_ rows: [SheetRow]) {
    start = {
      var iterator = rows.makeIterator()
      return { iterator.next() }
    }
  }

  /// Rows from elsewhere; what they throw stops the writing as a fault that names it.
  public init(_ start: @escaping @Sendable () throws -> Next) {
    self.start = start
  }
}

/// Several sheets in one spreadsheet file.
public struct SheetBook: Sendable {
  /// Name of the file without `.xlsx`: no `/`, no leading point, at most 200 bytes.
  public var name: String
  /// At least one; their names differ.
  public var sheets: [Sheet]
  /// Who may read its files, on the disk.
  public var readers: Readers

  /// Who may read a file; nobody but the owner may write it.
  public enum Readers: UInt32, Sendable {
    /// The owner: account numbers.
    case owner = 0o600
    /// The owner and the group: names.
    case group = 0o640
    /// Everybody: figures that name no person.
    case everybody = 0o644
  }

  /// A book.
  public init(name: String, sheets: [Sheet], readers: Readers = .everybody) {
    self.name = name
    self.sheets = sheets
    self.readers = readers
  }
}
