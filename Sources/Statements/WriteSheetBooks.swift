public import Quantities

/// A file that was written.
public struct WrittenFile: Hashable, Sendable {
  /// Its name in the folder.
  public let name: String
  /// Lines of its sheets, headings and totals not counted.
  public let lines: Int
  /// Whether it was there before with the same bytes.
  public let wasThere: Bool
}

/// A folder that spreadsheets are written into.
public struct StatementFolder: Sendable {
  /// Where it is; it must exist.
  public let path: String
  /// Whether files of the same names may be replaced. Files with the same bytes are always fine.
  public let isReplacing: Bool
  /// The only time that the files name: when they were made.
  public let created: Instant

  /// A folder.
  public init(_ path: String, created: Instant, replacing: Bool = false) {
    self.path = path
    self.created = created
    isReplacing = replacing
  }

  /// Writes every book as `NAME.xlsx` and each of its sheets as `NAME-SHEET.csv` (`NAME.csv` where
  /// there is but one): all of them, or nothing. The same books and time give the same bytes.
  ///
  /// Totals and subtotals are compared with the sums of their rows while they are written. The
  /// files are read back before they get their names.
  public func write(_ books: [SheetBook]) throws(StatementFault) -> [WrittenFile] {
    let folder = try StagedFolder(path)
    var files: [(name: String, lines: Int)] = []
    for book in books { files += try write(book, into: folder) }
    let same = try folder.commit(replacing: isReplacing)
    return files.map {
      WrittenFile(name: $0.name, lines: $0.lines, wasThere: same.contains($0.name))
    }
  }

  private func write(
    _ book: SheetBook, into folder: StagedFolder
  ) throws(StatementFault) -> [(name: String, lines: Int)] {
    precondition(!book.sheets.isEmpty, "a book has sheets")
    let mode = book.readers.rawValue
    let name = try fileName(book.name + ".xlsx")
    let spreadsheet = try Spreadsheet(
      folder.stage(name, mode: mode), folder: path, title: book.sheets[0].title,
      author: book.sheets[0].office, created: created)
    var files: [(name: String, lines: Int)] = []
    for sheet in book.sheets {
      let part = book.sheets.count == 1 ? "" : "-" + sheet.name
      let csvName = try fileName(book.name + part + ".csv")
      let csv = try CSVFile(
        folder.stage(csvName, mode: mode), header: sheet.columns.map(\.csvHeading))
      var page = try SheetPage(sheet, book: spreadsheet, csv: csv)
      files.append((csvName, try page.draw()))
    }
    try spreadsheet.finish()
    return [(name, files.reduce(0) { $0 + $1.lines })] + files
  }

  private func fileName(_ name: String) throws(StatementFault) -> String {
    let isFine =
      !name.hasPrefix(".") && !name.unicodeScalars.contains { $0 == "/" || $0.value < 0x20 }
      && name.utf8.count <= 240
    guard isFine else {
      throw StatementFault(
        operation: "name", path: path, cause: .unwritable("not a file name: \(name)"))
    }
    return name
  }
}

extension SheetColumn {
  /// A column of a CSV file says all that the sheet says by lines above it and by formats.
  var csvHeading: String {
    let name = (group.map { $0 + "·" } ?? "") + heading
    switch kind {
    case .rate, .percent: return name + "（%）"
    case .tenThousandYuan: return name + "（万元）"
    case .text, .longText, .code, .day, .money, .count: return name
    }
  }
}
