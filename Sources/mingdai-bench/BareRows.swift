import GRDBSQLite

/// The rows of a table in memory, as flat as can be, each with the record at which it is due.
struct BareRows {
  /// A value; texts and blobs lie in ``bytes``.
  private struct Cell {
    var kind: Int32
    /// The integer, or where the bytes begin.
    var value: Int64
    var length: Int32
  }

  let insert: String
  private(set) var due: [Int64] = []
  private var cells: [Cell] = []
  private var bytes: [UInt8] = []
  private let columns: Int

  /// Reads a table in the order in which its rows are due.
  init(of table: String, due: String, in file: SQLiteFile) throws {
    let rows = try file.prepare("SELECT \(due) AS due, * FROM \(table) ORDER BY 1, rowid")
    columns = Int(sqlite3_column_count(rows.pointer)) - 1
    let places = [String](repeating: "?", count: columns).joined(separator: ", ")
    insert = "INSERT INTO \(table) VALUES (\(places))"
    while try rows.step() {
      self.due.append(sqlite3_column_int64(rows.pointer, 0))
      for column in 1...Int32(columns) { keep(rows.pointer, column) }
    }
  }

  var count: Int { due.count }

  private mutating func keep(_ row: OpaquePointer, _ column: Int32) {
    let kind = sqlite3_column_type(row, column)
    guard kind == SQLITE_TEXT || kind == SQLITE_BLOB else {
      cells.append(Cell(kind: kind, value: sqlite3_column_int64(row, column), length: 0))
      return
    }
    let start = sqlite3_column_blob(row, column)
    let length = sqlite3_column_bytes(row, column)
    cells.append(Cell(kind: kind, value: Int64(bytes.count), length: length))
    bytes += UnsafeRawBufferPointer(start: start, count: Int(length))
  }

  /// Binds a row where it lies and inserts it.
  func insert(_ row: Int, with statement: SQLiteStatement) throws {
    try bytes.withUnsafeBytes { bytes in
      for column in 0..<columns {
        let cell = cells[row * columns + column]
        let place = Int32(column + 1)
        switch cell.kind {
        case SQLITE_INTEGER: sqlite3_bind_int64(statement.pointer, place, cell.value)
        case SQLITE_NULL: sqlite3_bind_null(statement.pointer, place)
        default:
          // nil: the bytes stay where they are until the statement has run.
          let start = bytes.baseAddress.map { $0 + Int(cell.value) }
          if cell.kind == SQLITE_TEXT {
            sqlite3_bind_text(
              statement.pointer, place, start?.assumingMemoryBound(to: CChar.self), cell.length,
              nil)
          } else {
            sqlite3_bind_blob(statement.pointer, place, start, cell.length, nil)
          }
        }
      }
      try statement.runOnce()
    }
  }
}
