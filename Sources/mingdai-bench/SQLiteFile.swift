import GRDBSQLite

/// A SQLite file through the C interface, without anything in between.
final class SQLiteFile {
  private let handle: OpaquePointer

  init(_ path: String) throws {
    var opened: OpaquePointer?
    let result = sqlite3_open_v2(
      path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
    guard result == SQLITE_OK, let opened else { throw BenchFault("\(path): code \(result)") }
    handle = opened
  }

  deinit { sqlite3_close_v2(handle) }

  func run(_ sql: String) throws {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw fault(sql) }
  }

  func prepare(_ sql: String) throws -> SQLiteStatement {
    var prepared: OpaquePointer?
    guard
      sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        == SQLITE_OK, let prepared
    else { throw fault(sql) }
    return SQLiteStatement(prepared, of: self)
  }

  func fault(_ what: String) -> BenchFault {
    BenchFault("\(what): \(String(cString: sqlite3_errmsg(handle)))")
  }

  /// The statements that make tables and indices, in their order.
  func schema() throws -> [String] {
    let rows = try prepare(
      """
      SELECT sql FROM sqlite_master
      WHERE sql IS NOT NULL AND name NOT LIKE 'grdb%' ORDER BY rowid
      """)
    var found: [String] = []
    while try rows.step() { found.append(rows.text(0)) }
    return found
  }
}

/// A prepared statement of a ``SQLiteFile``.
final class SQLiteStatement {
  let pointer: OpaquePointer
  private let file: SQLiteFile

  init(_ pointer: OpaquePointer, of file: SQLiteFile) {
    self.pointer = pointer
    self.file = file
  }

  deinit { sqlite3_finalize(pointer) }

  /// Whether there is a row.
  func step() throws -> Bool {
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw file.fault("step")
    }
  }

  /// Runs a statement without rows and makes it ready again.
  func runOnce() throws {
    guard sqlite3_step(pointer) == SQLITE_DONE else { throw file.fault("insert") }
    sqlite3_reset(pointer)
  }

  func text(_ column: Int32) -> String {
    sqlite3_column_text(pointer, column).map { String(cString: $0) } ?? ""
  }
}
