/// Something in a table that has to be mended, or looked at. It never repeats what a cell holds:
/// that may be personal data.
public struct OpeningFinding: Hashable, Sendable, CustomStringConvertible {
  /// What kind of fault it is; stable, for programs and tests.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The file is no table: a workbook, UTF-16, neither UTF-8 nor GB 18030, empty.
    case notTable = "NOT_TABLE"
    /// A column that must be there is missing.
    case missingColumn = "MISSING_COLUMN"
    /// A heading stands twice.
    case duplicateColumn = "DUPLICATE_COLUMN"
    /// A heading that is not known.
    case unknownColumn = "UNKNOWN_COLUMN"
    /// More rows than one import takes.
    case tooManyRows = "TOO_MANY_ROWS"
    /// The bytes of a cell are not of the file's encoding.
    case encoding = "ENCODING"
    /// Quotation marks that do not match.
    case quotation = "QUOTATION"
    /// A cell that is too long.
    case tooLong = "TOO_LONG"
    /// A control character or direction mark in a cell.
    case control = "CONTROL"
    /// A cell to the right of the last column.
    case extraCell = "EXTRA_CELL"
    /// A cell that must be filled is empty.
    case missing = "MISSING"
    /// A number that the spreadsheet program turned into scientific notation: digits are lost.
    case scientific = "SCIENTIFIC"
    /// A value that breaks its grammar or range.
    case value = "VALUE"
    /// A code that the policy data or the register of banks does not have.
    case unknownCode = "UNKNOWN_CODE"
    /// Values that contradict each other or a rule.
    case rule = "RULE"
    /// The same note, or the same note and period, stands twice.
    case duplicateRow = "DUPLICATE_ROW"
    /// What is on file forbids it.
    case onFile = "ON_FILE"
    /// A remark: the row is taken all the same.
    case remark = "REMARK"
  }

  /// Which table.
  public let table: OpeningTable
  /// The row as the spreadsheet counts, the header being 1; 0 for the whole file.
  public let row: Int
  /// The column as the file has it, from 1; nil for a whole row.
  public let column: Int?
  /// The heading of the column.
  public let heading: String?
  /// What kind of fault it is.
  public let code: Code
  /// A Chinese sentence: what is wrong.
  public let message: String
  /// A Chinese sentence: what to do.
  public let remedy: String

  /// Whether the row is taken all the same.
  public var isRemark: Bool { code == .remark }

  /// Place, sentence and remedy in one line.
  public var description: String {
    var place = table.name
    if row > 0 { place += " 第 \(row) 行" }
    if let column { place += " \(Self.letters(column)) 列" }
    if let heading { place += "（\(heading)）" }
    return "\(place)：\(message)。\(remedy)。"
  }

  /// The column as spreadsheets call it: 1 is A, 27 is AA.
  static func letters(_ column: Int) -> String {
    var (rest, text) = (column, "")
    while rest > 0 {
      let digit = (rest - 1) % 26
      text = String(UnicodeScalar(UInt8(0x41 + digit))) + text
      rest = (rest - 1) / 26
    }
    return text
  }
}

/// The tables of an opening import.
public enum OpeningTable: String, Hashable, Sendable, CaseIterable {
  /// 在贷借据
  case notes
  /// 已付贴息
  case payments
  /// 公示名单: no table of an opening import, but read by the same rules
  case applicants

  /// The tables of an opening import.
  public static var allCases: [OpeningTable] { [.notes, .payments] }

  /// The name in Chinese.
  public var name: String {
    switch self {
    case .notes: "在贷借据表"
    case .payments: "已付贴息表"
    case .applicants: "公示名单"
    }
  }
}

/// What becomes of a table.
public struct OpeningSummary: Hashable, Sendable {
  /// Rows that were taken.
  public internal(set) var accepted = 0
  /// Rows that were refused; each has at least one finding.
  public internal(set) var refused = 0
  /// Whether the file as a whole cannot be read; then there are no rows.
  public internal(set) var isUnreadable = false
  /// The findings in the order of the file, at most ``mostFindings``.
  public internal(set) var findings: [OpeningFinding] = []
  /// How many findings there are in all.
  public internal(set) var findingCount = 0

  /// Nothing yet.
  public init() {}

  /// So many findings are kept; a table with more is wrong as a whole.
  public static let mostFindings = 5000

  mutating func add(_ finding: OpeningFinding) {
    findingCount += 1
    if findings.count < Self.mostFindings { findings.append(finding) }
  }
}
