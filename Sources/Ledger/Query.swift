import GRDB
import GRDBSQLite

/// A prepared statement that is bound and read by position, with nothing in between: for what is
/// run once for every record or note. Measured, SQL arguments and rows with names cost several
/// times what SQLite itself does.
///
/// It makes itself ready again when it goes. A statement kept by the connection may be in use
/// once at a time, so whoever reads rows with another query in between makes their own.
final class Query {
  private let statement: Statement
  private let pointer: OpaquePointer
  private let db: Database
  /// Of a statement that is run for every record.
  private let scratch: Scratch?
  private var bound: Int32 = 0

  /// A statement that the connection keeps for the next time.
  init(_ db: Database, _ sql: String) throws {
    self.db = db
    statement = try db.cachedStatement(sql: sql)
    pointer = statement.sqliteStatement
    scratch = nil
  }

  /// A statement of one's own, for rows that are read while other queries run.
  init(own sql: String, _ db: Database) throws {
    self.db = db
    statement = try db.makeStatement(sql: sql)
    pointer = statement.sqliteStatement
    scratch = nil
  }

  /// A statement of a transaction's ``Statements``, which forgets what was bound.
  fileprivate init(_ prepared: Statements.Prepared, _ db: Database) {
    self.db = db
    statement = prepared.statement
    pointer = statement.sqliteStatement
    scratch = prepared.scratch
    prepared.scratch.clear()
  }

  deinit {
    sqlite3_reset(pointer)
    // Bound texts are personal data at times; they need not stay in memory.
    if scratch == nil { sqlite3_clear_bindings(pointer) }
  }

  // MARK: Binding, in the order of the question marks

  func bind(_ value: Int64) { check(sqlite3_bind_int64(pointer, next(), value)) }
  func bind(_ value: Int) { bind(Int64(value)) }
  func bind(_ value: Int32) { bind(Int64(value)) }
  func bind(_ value: Int64?) { if let value { bind(value) } else { bindNull() } }
  func bind(_ value: Int?) { bind(value.map(Int64.init)) }
  func bind(_ value: Int32?) { bind(value.map(Int64.init)) }

  func bind(_ text: String) {
    var text = text
    let place = next()
    text.withUTF8 { bytes in
      let kept = scratch?.keep(UnsafeRawBufferPointer(bytes))
      check(
        bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text(
            pointer, place, kept?.assumingMemoryBound(to: CChar.self) ?? $0.baseAddress,
            Int32($0.count), kept == nil ? Query.copied : nil)
        })
    }
  }

  func bind(_ text: String?) { if let text { bind(text) } else { bindNull() } }

  func bind(_ bytes: [UInt8]) {
    let place = next()
    bytes.withUnsafeBytes {
      let kept = scratch?.keep($0)
      check(
        sqlite3_bind_blob(
          pointer, place, kept ?? $0.baseAddress, Int32($0.count),
          kept == nil ? Query.copied : nil))
    }
  }

  private func bindNull() { check(sqlite3_bind_null(pointer, next())) }

  private func next() -> Int32 {
    bound += 1
    return bound
  }

  /// SQLite takes a copy of the bytes.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private func check(_ result: Int32) {
    precondition(result == SQLITE_OK, "a value for every question mark, and none too many")
  }

  // MARK: Running

  /// Runs a statement that gives no rows.
  func run() throws {
    guard try !step() else { preconditionFailure("a statement that gives rows is not run") }
  }

  /// Runs an insertion and gives the row's number.
  func insert() throws -> Int64 {
    try run()
    return sqlite3_last_insert_rowid(sqlite3_db_handle(pointer))
  }

  /// The next row, or nil after the last.
  func row() throws -> Columns? { try step() ? Columns(of: self, pointer) : nil }

  private func step() throws -> Bool {
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code:
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code),
        message: db.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) })
    }
  }
}

/// The statements of one transaction, found by the place of their text in the program: to look for
/// the text itself, and to let go of what is bound each time, costs as much as a row.
final class Statements {
  /// A statement with the memory for what is bound to it.
  fileprivate final class Prepared {
    let statement: Statement
    let scratch = Scratch()

    init(_ statement: Statement) { self.statement = statement }

    deinit { sqlite3_clear_bindings(statement.sqliteStatement) }
  }

  private var known: [UnsafePointer<UInt8>: Prepared] = [:]

  /// A query, as the connection keeps it.
  func query(_ sql: StaticString, _ db: Database) throws -> Query {
    if let prepared = known[sql.utf8Start] { return Query(prepared, db) }
    let prepared = Prepared(try db.cachedStatement(sql: "\(sql)"))
    known[sql.utf8Start] = prepared
    return Query(prepared, db)
  }
}

/// Memory for the texts and blobs of one row, which SQLite need not copy: they lie still until the
/// statement is bound anew.
private final class Scratch {
  private static let capacity = 8192
  private let start = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 1)
  private var used = 0

  // Personal data at times.
  deinit {
    start.initializeMemory(as: UInt8.self, repeating: 0, count: Scratch.capacity)
    start.deallocate()
  }

  func clear() { used = 0 }

  /// Where the bytes lie from now on; nil when there is no room for them.
  func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
    guard let from = bytes.baseAddress, used + bytes.count <= Scratch.capacity else { return nil }
    let place = start + used
    place.copyMemory(from: from, byteCount: bytes.count)
    used += bytes.count
    return UnsafeRawPointer(place)
  }
}

extension LedgerSession {
  /// A statement that is run for every record.
  func query(_ sql: StaticString) throws -> Query { try desk.statements.query(sql, db) }
}

/// The columns of the row at which a ``Query`` stands, taken one after the other. Valid until
/// the next row.
struct Columns {
  /// The statement is made ready again when the query goes: not while its row is read.
  private let query: Query
  private let pointer: OpaquePointer
  private var column: Int32 = -1

  fileprivate init(of query: Query, _ pointer: OpaquePointer) {
    self.query = query
    self.pointer = pointer
  }

  mutating func int64() -> Int64 { sqlite3_column_int64(pointer, next()) }
  mutating func int() -> Int { Int(int64()) }
  mutating func int32() -> Int32 { Int32(truncatingIfNeeded: int64()) }
  mutating func flag() -> Bool { int64() != 0 }

  mutating func int64IfThere() -> Int64? {
    let column = next()
    return sqlite3_column_type(pointer, column) == SQLITE_NULL
      ? nil : sqlite3_column_int64(pointer, column)
  }

  mutating func text() -> String { textIfThere() ?? "" }

  mutating func textIfThere() -> String? {
    let column = next()
    guard let start = sqlite3_column_text(pointer, column) else { return nil }
    let count = Int(sqlite3_column_bytes(pointer, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  mutating func bytes() -> [UInt8] {
    let column = next()
    let start = sqlite3_column_blob(pointer, column)
    return Array(
      UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))))
  }

  private mutating func next() -> Int32 {
    column += 1
    return column
  }
}
