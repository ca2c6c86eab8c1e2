import Quantities

/// A file of open data, by its address below the site's root. DISCLOSURE §4.
public struct DataFile: Hashable, Sendable {
  /// How the file is written.
  public enum Form: String, Hashable, Sendable {
    /// UTF-8 with BOM, CRLF, cells safe to open in a spreadsheet program.
    case csv
    /// JSON Lines: one record a line.
    case jsonl
  }

  /// The table's name; of JSON Lines `records`, with everything of a record in its line.
  public let table: String
  /// The year of publication in the record number; nil for all years.
  public let year: Int?
  /// The form.
  public let form: Form
  /// Of changes the month in which they were published, `2026-03`, and which of its files it is,
  /// from 1.
  public let month: Month?

  /// A month's file.
  public struct Month: Hashable, Sendable {
    /// `2026-03`.
    public let code: String
    /// Which file of the month, from 1.
    public let part: Int
  }

  private init(
    _ table: String, _ year: Int?, _ form: Form, month: Month? = nil
  ) {
    self.table = table
    self.year = year
    self.form = form
    self.month = month
  }

  /// Revisions of records that were published in a month.
  ///
  /// - Parameters:
  ///   - month: `2026-03`.
  ///   - part: which file of the month, from 1.
  public static func changes(_ month: String, part: Int, _ form: Form) -> DataFile {
    DataFile("changes", nil, form, month: Month(code: month, part: part))
  }

  /// The rows of records; of one year, or all of them.
  public static func records(_ year: Int? = nil) -> DataFile { DataFile("records", year, .csv) }
  /// The rows of subsidies; of records of one year, or all of them.
  public static func subsidies(_ year: Int? = nil) -> DataFile {
    DataFile("subsidies", year, .csv)
  }
  /// Records with all their figures as JSON Lines; of one year, or all of them.
  public static func lines(_ year: Int? = nil) -> DataFile { DataFile("records", year, .jsonl) }
  /// Approved runs.
  public static let runs = DataFile("runs", nil, .csv)

  /// Every file of a site whose records were published in these years, in the order of the
  /// package: the whole first, then by year.
  public static func all(years: [Int]) -> [DataFile] {
    [records(), subsidies(), lines(), runs]
      + years.flatMap { [records($0), subsidies($0), lines($0)] }
  }

  /// `data/records-2026.csv`.
  public var path: String { "data/" + name + "." + form.rawValue }

  /// `records-2026`, `changes-2026-03`, `changes-2026-03-2`.
  public var name: String {
    guard let month else { return table + (year.map { "-\($0)" } ?? "") }
    return "\(table)-\(month.code)" + (month.part > 1 ? "-\(month.part)" : "")
  }

  /// What a file begins with, before any row.
  public var start: [UInt8] {
    guard form == .csv else { return [] }
    return DataTable.all.first { $0.name == table }?.header ?? []
  }

  /// What the file is, in Chinese.
  public var title: String {
    let table = DataTable.all.first { $0.name == self.table }?.title ?? self.table
    if let month {
      return "\(table)（\(month.code)\(month.part > 1 ? "，之 \(month.part)" : "")）"
    }
    let years = year.map { "（\($0) 年公开）" } ?? "（全部）"
    switch form {
    case .csv: return self == .runs ? table : table + years
    case .jsonl: return "贷款记录及贴息算式" + years
    }
  }
}

/// What is said of a finished file in the package and the list of sums.
public struct DataFileFacts: Sendable {
  /// The file.
  public let file: DataFile
  /// Its size.
  public let bytes: Int
  /// SHA-256, 64 hexadecimal digits.
  public let sha256: String

  /// Describes a finished file.
  public init(file: DataFile, bytes: Int, sha256: String) {
    self.file = file
    self.bytes = bytes
    self.sha256 = sha256
  }
}
