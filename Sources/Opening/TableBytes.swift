/// Splits a comma-separated file into rows of cells, byte by byte and without keeping more than one
/// row. RFC 4180; lines may end in CRLF, LF or CR.
///
/// It need not know the encoding: in UTF-8 and in GB 18030 no byte of a longer character is a
/// comma, a quotation mark or a line end.
struct TableBytes {
  /// A cell as it stands in the file, without its quotation marks.
  struct Cell {
    var bytes: [UInt8] = []
    /// Longer than ``longestCell``; what is beyond is not kept.
    var isTooLong = false
    /// A closing quotation mark was followed by something else than a comma or a line end.
    var isMisquoted = false
  }

  /// Longest cell in bytes: a name has at most 100 characters of 4 bytes.
  static let longestCell = 4096
  /// Most cells of a row that are kept.
  static let mostCells = 256

  private enum Place { case start, plain, quoted, quoteInQuoted }

  private var place = Place.start
  private var cell = Cell()
  private var cells: [Cell] = []
  private var cellCount = 0
  private var afterReturn = false

  /// Takes a piece of the file and hands out the rows that end in it.
  mutating func take<Failure: Error>(
    _ bytes: some Sequence<UInt8>, row: ([Cell]) throws(Failure) -> Void
  ) throws(Failure) {
    for byte in bytes {
      if take(byte) { try endRow(row) }
    }
  }

  /// Hands out the last row, if the file does not end with a line end.
  ///
  /// - Returns: whether a quotation mark is still open; the last row then holds all that follows.
  mutating func finish<Failure: Error>(
    row: ([Cell]) throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    let isOpen = place == .quoted
    if place != .start || cellCount > 0 { try endRow(row) }
    return isOpen
  }

  /// Whether the byte ends a row.
  private mutating func take(_ byte: UInt8) -> Bool {
    let wasReturn = afterReturn
    afterReturn = false
    switch (place, byte) {
    case (.quoted, Byte.quote): place = .quoteInQuoted
    case (.quoted, _): keep(byte)
    case (.start, Byte.quote): place = .quoted
    case (.quoteInQuoted, Byte.quote):
      keep(byte)
      place = .quoted
    case (_, Byte.comma): endCell()
    case (_, Byte.lineFeed): return !wasReturn
    case (_, Byte.carriageReturn):
      afterReturn = true
      return true
    case (.quoteInQuoted, _):
      cell.isMisquoted = true
      keep(byte)
    default:
      keep(byte)
      place = .plain
    }
    return false
  }

  private mutating func keep(_ byte: UInt8) {
    if cell.bytes.count < Self.longestCell {
      cell.bytes.append(byte)
    } else {
      cell.isTooLong = true
    }
  }

  private mutating func endCell() {
    if cells.count < Self.mostCells {
      cells.append(cell)
    } else {
      // What is not kept is not passed over either: the last cell stands for it.
      cells[Self.mostCells - 1].isTooLong = true
    }
    cellCount += 1
    cell = Cell()
    place = .start
  }

  private mutating func endRow<Failure: Error>(
    _ row: ([Cell]) throws(Failure) -> Void
  ) throws(Failure) {
    endCell()
    defer {
      cells.removeAll(keepingCapacity: true)
      cellCount = 0
    }
    try row(cells)
  }

  private enum Byte {
    static let quote: UInt8 = 0x22
    static let comma: UInt8 = 0x2C
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
  }
}
