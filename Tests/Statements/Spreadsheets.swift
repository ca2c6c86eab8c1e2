import Foundation
import TestKit
import Testing

/// The programs that read spreadsheets for the tests: LibreOffice and openpyxl.
enum Spreadsheets {
  /// Whether LibreOffice is here; where it is not, one printed line says so.
  static let hasOffice: Bool = {
    let has = (try? Command.run("soffice", ["--version"]))?.status == 0
    if !has { print("spreadsheets: no LibreOffice (soffice); what it shows is not tested") }
    return has
  }()

  /// A python3 with openpyxl.
  static let python: String? = PythonTools.python(having: "openpyxl")

  /// LibreOffice converts files into the folder. It has a profile of its own, so that runs do not
  /// wait for each other, and two minutes, since it may hang.
  static func convert(_ files: [String], _ filter: String, into folder: ScratchFolder) throws {
    let profile = folder.url("profile").absoluteString
    let outcome = try Command.run(
      "timeout",
      [
        "-k", "10", "120", "soffice", "-env:UserInstallation=\(profile)", "--headless",
        "--norestore", "--convert-to", filter, "--outdir", folder.path,
      ] + files)
    try #require(outcome.status == 0, "\(outcome.message)")
  }

  /// What LibreOffice shows of every sheet of each book, as rows of words, by the sheet's name.
  static func shown(_ files: [String]) throws -> [[String: [[String]]]] {
    let folder = try ScratchFolder("shown")
    // Comma, quotes, UTF-8, as shown, every sheet in a file.
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
    try convert(files, filter, into: folder)
    return try files.map { file in
      let base = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent + "-"
      var sheets: [String: [[String]]] = [:]
      for name in FileManager.default.names(folder.path)
      where name.hasPrefix(base) && name.hasSuffix(".csv") {
        sheets[String(name.dropFirst(base.count).dropLast(4))] = rows(
          String(decoding: try folder.bytes(name), as: UTF8.self))
      }
      return sheets
    }
  }

  /// What openpyxl reads of a book.
  static func read(_ file: String) throws -> BookFacts {
    let outcome = try Command.run(try #require(python), [script, "show", file])
    try #require(outcome.status == 0, "\(outcome.message)")
    return try JSONDecoder().decode(BookFacts.self, from: Data(outcome.output))
  }

  /// A copy of a book whose formulas have no values, so that who opens it must compute them.
  static func forgetValues(_ file: String, _ copy: String) throws {
    let outcome = try Command.run(try #require(python), [script, "forget", file, copy])
    try #require(outcome.status == 0, "\(outcome.message)")
  }

  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("read.py").path

  /// The rows of a CSV text (RFC 4180), cells without blanks at their ends.
  static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = [[]]
    var cell = ""
    var isQuoted = false
    var wasQuote = false
    func end() {
      rows[rows.count - 1].append(cell.trimmingCharacters(in: .whitespaces))
      cell = ""
    }
    for character in text where character != "\u{FEFF}" {
      if isQuoted {
        isQuoted = character != "\""
        wasQuote = !isQuoted
        if isQuoted { cell.append(character) }
      } else if character == "\"" {
        if wasQuote { cell.append("\"") }
        isQuoted = true
        wasQuote = false
      } else {
        wasQuote = false
        switch character {
        case ",": end()
        case "\n", "\r\n":
          end()
          rows.append([])
        default: cell.append(character)
        }
      }
    }
    if rows.last == [], cell.isEmpty { rows.removeLast() } else { end() }
    return rows
  }
}

/// A book as openpyxl reads it.
struct BookFacts: Decodable {
  let title: String
  let created: String
  let sheets: [SheetFacts]

  subscript(name: String) -> SheetFacts? { sheets.first { $0.name == name } }
}

/// A sheet as openpyxl reads it.
struct SheetFacts: Decodable {
  let name: String
  let frozen: String?
  let titles: String?
  let filter: String?
  let landscape: Bool
  let paper: Int
  let fits: Bool
  let pagesHigh: Int?
  let header: [String?]
  let footer: [String?]
  let merged: [String]
  let widths: [Double]
  let rows: Int
  let cells: [CellFacts]

  subscript(ref: String) -> CellFacts? { cells.first { $0.ref == ref } }

  /// The cells of a row, from left to right.
  func row(_ number: Int) -> [CellFacts] {
    cells.filter { $0.ref.drop(while: \.isLetter) == "\(number)" }
  }

  /// Number of the row whose first cell has these words.
  func row(of words: String) -> Int? {
    cells.first { $0.text == words }.flatMap { Int($0.ref.drop(while: \.isLetter)) }
  }
}

/// A cell as openpyxl reads it.
struct CellFacts: Decodable {
  let ref: String
  let type: String
  let formula: String?
  let text: String?
  let number: Double?
  let format: String
  let font: String
  let bordered: Bool
}
