import GRDBSQLite

/// The least that a program can do with a package: insert the rows that the ledger holds of it
/// into a file of the same schema, with prepared statements, in one transaction, row by row in
/// the order of the records. The rows lie in memory before the clock starts; nothing is checked
/// but the schema's own constraints, nothing looked up, nothing updated.
final class BareLoop {
  /// The tables that records fill, in the order of their references, each with the record at
  /// which a row is due.
  private static let tables = [
    ("record", "seq"),
    ("person", "(SELECT MIN(record) FROM disbursement WHERE person = person.id)"),
    ("note", "(SELECT MIN(record) FROM disbursement WHERE note = note.id)"),
    ("disbursement", "record"), ("event", "record"), ("claim", "record"),
  ]

  private let copy: SQLiteFile
  private var rows: [BareRows] = []

  /// Reads the rows of `source` and makes the empty file `copy`.
  init(source: String, copy: String) throws {
    let ledger = try SQLiteFile(source)
    self.copy = try SQLiteFile(copy)
    // As Ledger opens its file.
    try self.copy.run("PRAGMA journal_mode = WAL")
    try self.copy.run("PRAGMA synchronous = FULL")
    try self.copy.run("PRAGMA cache_size = -65536")
    for sql in try ledger.schema() { try self.copy.run(sql) }
    for table in ["bank", "package"] {
      let rows = try BareRows(of: table, due: "0", in: ledger)
      let statement = try self.copy.prepare(rows.insert)
      for row in 0..<rows.count { try rows.insert(row, with: statement) }
    }
    try self.copy.run("PRAGMA foreign_keys = ON")
    rows = try Self.tables.map { try BareRows(of: $0.0, due: $0.1, in: ledger) }
  }

  var rowCount: Int { rows.reduce(0) { $0 + $1.count } }

  /// What is timed.
  func insert() throws {
    try copy.run("BEGIN IMMEDIATE")
    let statements = try rows.map { try copy.prepare($0.insert) }
    var next = [Int](repeating: 0, count: rows.count)
    for index in 0..<rows[0].count {
      let record = rows[0].due[index]
      for table in rows.indices {
        while next[table] < rows[table].count, rows[table].due[next[table]] == record {
          try rows[table].insert(next[table], with: statements[table])
          next[table] += 1
        }
      }
    }
    try copy.run("COMMIT")
  }
}
