import CXlsxWriter
import Glibc

/// Reads a finished XLSX file back and compares it with what was written.
///
/// libxlsxwriter writes through buffers whose failures it does not look at, so a disk that is
/// full for a moment could cost rows in silence. Every part must unpack to its checksum and be
/// one closed XML element; every sheet must have its rows and cells, and its rows their length.
enum SpreadsheetCheck {
  static func run(_ path: String, _ sheets: [SheetCounts]) throws(StatementFault) {
    let archive = try ZipReader(path)
    var found: [Int: SheetCounts] = [:]
    var parts: Set<String> = []
    while let part = try archive.next() {
      var scan = XMLScan()
      try archive.unpack { scan.read($0) }
      guard scan.isWhole else { throw incomplete(path, "\(part) is cut") }
      parts.insert(part)
      if let number = sheetNumber(part) { found[number] = scan.counts }
    }
    for (index, expected) in sheets.enumerated() {
      guard let counts = found[index + 1] else { throw incomplete(path, "a sheet is missing") }
      guard counts == expected else {
        throw incomplete(path, "sheet \(index + 1) holds \(counts), written: \(expected)")
      }
    }
    for part in ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"]
    where !parts.contains(part) {
      throw incomplete(path, "\(part) is missing")
    }
  }

  /// `xl/worksheets/sheet3.xml` is 3.
  private static func sheetNumber(_ part: String) -> Int? {
    guard part.hasPrefix("xl/worksheets/sheet"), part.hasSuffix(".xml") else { return nil }
    return Int(part.dropFirst("xl/worksheets/sheet".count).dropLast(4))
  }

  private static func incomplete(_ path: String, _ what: String) -> StatementFault {
    StatementFault(operation: "read back", path: path, cause: .incomplete(what))
  }
}

extension SheetCounts: CustomStringConvertible {
  var description: String { "\(rows) rows, \(cells) cells, \(bytes) bytes" }
}

/// Follows the tags of an XML text without building anything.
struct XMLScan {
  private enum State { case outside, name, rest, quoted(UInt8) }

  private var state = State.outside
  private var name: [UInt8] = []
  private var isClosed = false
  private var position = 0
  private var depth = 0
  private var roots = 0
  private var isBroken = false
  private var firstRow: Int?
  private var lastRow = 0
  private var tagStart = 0
  private var rows = 0
  private var cells = 0

  /// One element, closed, and nothing open after it.
  var isWhole: Bool {
    if case .outside = state { return !isBroken && depth == 0 && roots == 1 }
    return false
  }

  /// What it held of a sheet: `row` and `c` elements.
  var counts: SheetCounts {
    SheetCounts(rows: rows, cells: cells, bytes: lastRow - (firstRow ?? 0))
  }

  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes {
      step(byte)
      position += 1
    }
  }

  private mutating func step(_ byte: UInt8) {
    switch state {
    case .outside:
      if byte == UInt8(ascii: "<") {
        state = .name
        tagStart = position
        name.removeAll(keepingCapacity: true)
      } else if byte == 0 || byte == UInt8(ascii: ">") {
        isBroken = true
      }
    case .name:
      if byte == UInt8(ascii: ">") {
        end()
      } else if byte == UInt8(ascii: " ") || byte == 0x0A {
        state = .rest
      } else {
        name.append(byte)
      }
    case .rest:
      if byte == UInt8(ascii: ">") {
        end()
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        state = .quoted(byte)
      } else {
        isClosed = byte == UInt8(ascii: "/")
      }
    case .quoted(let mark):
      if byte == mark { state = .rest }
    }
    if case .outside = state { return }
    if byte == UInt8(ascii: "<"), position != tagStart { isBroken = true }
  }

  private mutating func end() {
    defer {
      state = .outside
      isClosed = false
    }
    guard let first = name.first else { return isBroken = true }
    if first == UInt8(ascii: "?") || first == UInt8(ascii: "!") { return }
    if first == UInt8(ascii: "/") {
      depth -= 1
      if depth < 0 { isBroken = true }
      return
    }
    if depth == 0 { roots += 1 }
    if !isClosed, name.last != UInt8(ascii: "/") { depth += 1 }
    if name == [UInt8(ascii: "c")] { cells += 1 }
    if name == Array("row".utf8) {
      rows += 1
      firstRow = firstRow ?? tagStart
      lastRow = tagStart
    }
  }
}
