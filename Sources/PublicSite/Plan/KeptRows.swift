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
  /// Where the rows of each section end, record by record, section behind section.
  private var ends: [Int] = []
  /// Where the rows of the first section begin.
  private var start = 0

  /// Reads the file; nil when it is none of ours.
  init?(reading bytes: [UInt8]) {
    var lengths: [Int] = []
    var reader = WordReader(bytes)
    guard let head = reader.rest() else { return nil }
    for entry in head.split(separator: UInt8(ascii: ",")) {
      let words = entry.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      let numbers = words.compactMap(WordReader.number)
      guard words.count == 1 + KeptRows.sections, numbers.count == words.count else { return nil }
      serials.append(numbers[0])
      lengths += numbers[1...]
    }
    start = head.endIndex + 1
    var end = start
    for section in 0..<KeptRows.sections {
      for record in serials.indices {
        end += lengths[record * KeptRows.sections + section]
        ends.append(end)
      }
    }
    guard end == bytes.count else { return nil }
    self.bytes = bytes
  }

  /// The rows of one section, of all records.
  func section(_ section: Int) -> ArraySlice<UInt8> {
    let last = (section + 1) * serials.count - 1
    guard last >= 0 else { return [] }
    return bytes[beginning(of: section * serials.count)..<ends[last]]
  }

  /// Where the rows begin that end at a place of ``ends``.
  private func beginning(of place: Int) -> Int { place == 0 ? start : ends[place - 1] }

  /// A record's rows; nil when it has none here.
  func rows(of serial: Int) -> Rows? {
    serials.firstIndex(of: serial).map { record in
      (0..<KeptRows.sections).map { section in
        let place = section * serials.count + record
        return bytes[beginning(of: place)..<ends[place]]
      }
    }
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
