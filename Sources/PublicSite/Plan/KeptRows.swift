import OpenData

/// The rows of open data of a folder's records, in one file beside their pages.
///
/// They are made and scanned once, with the pages; the files of a year and of the whole are joined
/// from them. So they live and go with the bucket of the pages, and nothing else has to be kept in
/// step. The first line says of each record its running number and how long its rows are, then
/// come the rows of ``DataTable/records``, those of ``DataTable/subsidies``, and the lines of JSON.
/// No page leads to the file. DISCLOSURE §5.
struct KeptRows: Sendable {
  /// Its name in the folder.
  static let fileName = ".rows"
  /// How many kinds of rows a record has.
  static let sections = 3

  /// A record's rows, one item for each section.
  typealias Rows = [ArraySlice<UInt8>]

  private let bytes: [UInt8]
  private var serials: [Int] = []
  /// Where the rows of a record stand: for each record one range for each section.
  private var places: [[Range<Int>]] = []

  /// Reads the file; nil when it is none of ours.
  init?(reading bytes: [UInt8]) {
    guard let line = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    var lengths: [[Int]] = []
    for entry in bytes[..<line].split(separator: UInt8(ascii: ",")) {
      let numbers = entry.split(separator: UInt8(ascii: " ")).map(WordReader.number)
      guard numbers.count == 1 + KeptRows.sections, let serial = numbers[0] else { return nil }
      serials.append(serial)
      lengths.append(numbers.dropFirst().compactMap { $0 })
      guard lengths.last?.count == KeptRows.sections else { return nil }
    }
    var start = line + 1
    places = lengths.map { _ in [] }
    for section in 0..<KeptRows.sections {
      for record in lengths.indices {
        let end = start + lengths[record][section]
        places[record].append(start..<end)
        start = end
      }
    }
    guard start == bytes.count else { return nil }
    self.bytes = bytes
  }

  /// The rows of one section, of all records.
  func section(_ section: Int) -> ArraySlice<UInt8> {
    guard let first = places.first, let last = places.last else { return [] }
    return bytes[first[section].lowerBound..<last[section].upperBound]
  }

  /// A record's rows; nil when it has none here.
  func rows(of serial: Int) -> Rows? {
    serials.firstIndex(of: serial).map { record in places[record].map { bytes[$0] } }
  }

  /// The file of some records, ascending.
  static func file(_ records: [(serial: Int, rows: Rows)]) -> [UInt8] {
    let head = records.map { record in
      "\(record.serial) " + record.rows.map { String($0.count) }.joined(separator: " ")
    }.joined(separator: ",")
    var bytes = Array((head + "\n").utf8)
    bytes.reserveCapacity(
      bytes.count + records.reduce(0) { $0 + $1.rows.reduce(0) { $0 + $1.count } })
    for section in 0..<sections {
      for record in records { bytes += record.rows[section] }
    }
    return bytes
  }
}
