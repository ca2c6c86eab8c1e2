import Foundation
import GRDB

/// The ledger: one SQLite file, and the only place that speaks SQL.
///
/// WAL with `synchronous=FULL`: what a `write` returned from is on the disk. The command and the
/// console may share the file; a writer waits for the other up to ten seconds.
public final class Ledger: Sendable {
  private let queue: DatabaseQueue
  private let path: String

  private init(queue: DatabaseQueue, path: String) {
    self.queue = queue
    self.path = path
  }

  /// Makes a ledger file; one that an interrupted beginning left is used.
  ///
  /// - Throws: ``LedgerFault``.
  public static func create(at path: String) throws(LedgerFault) -> Ledger {
    try open(at: path, operation: "create ledger")
  }

  /// Opens a ledger file that is there, and brings its schema up to date.
  ///
  /// - Throws: ``LedgerFault``; reason `missing` when there is no such file, `newer` when a later
  ///   version of the program made it.
  public static func open(at path: String) throws(LedgerFault) -> Ledger {
    let operation = "open ledger"
    // SQLite would make an empty one.
    guard FileManager.default.fileExists(atPath: path) else {
      throw LedgerFault(
        operation: operation, path: path, cause: "no such file", reason: .missing)
    }
    return try open(at: path, operation: operation)
  }

  /// `wait` is how long a writer waits for another one, in seconds.
  static func open(
    at path: String, operation: String, wait: Double = 10
  ) throws(LedgerFault) -> Ledger {
    try guarding(operation, path) {
      var configuration = Configuration()
      configuration.journalMode = .wal
      configuration.busyMode = .timeout(wait)
      configuration.foreignKeysEnabled = true
      configuration.maximumReaderCount = 1
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA cache_size = -65536")
      }
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      // Last of all: with WAL, GRDB opens a connection with `synchronous = NORMAL`, under which a
      // power failure may take the last transactions back. The queue keeps its one connection.
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      if try queue.read(Schema.migrator.hasBeenSuperseded) {
        throw LedgerFault(
          operation: operation, path: path, cause: "schema is newer than this program",
          reason: .newer)
      }
      try Schema.migrator.migrate(queue)
      return Ledger(queue: queue, path: path)
    }
  }

  /// Runs `body` in one transaction that is kept when it returns and undone when it throws.
  ///
  /// - Throws: what `body` throws, or ``LedgerFault``.
  public func write<Result>(_ body: (LedgerSession) throws -> Result) throws -> Result {
    try Ledger.rethrowing("write ledger", path) {
      try queue.write { db in
        let session = LedgerSession(db)
        let result = try body(session)
        try session.writeProjections()
        return result
      }
    }
  }

  /// Runs `body` on one consistent state of the ledger.
  ///
  /// - Throws: what `body` throws, or ``LedgerFault``.
  public func read<Result>(_ body: (LedgerSession) throws -> Result) throws -> Result {
    try Ledger.rethrowing("read ledger", path) {
      try queue.read { db in try body(LedgerSession(db)) }
    }
  }

  /// Makes a new ledger that is filled in one go and thrown away after a crash: nothing is down on
  /// the disk before ``close()``.
  ///
  /// - Throws: ``LedgerFault``.
  public static func createHasty(at path: String) throws(LedgerFault) -> Ledger {
    let ledger = try open(at: path, operation: "create ledger")
    try guarding("create ledger", path) {
      try ledger.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
    }
    return ledger
  }

  /// Brings everything down to the disk and into the one file, and lets go of it.
  ///
  /// - Throws: ``LedgerFault``.
  public func close() throws(LedgerFault) {
    try Ledger.guarding("close ledger", path) {
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      try queue.close()
    }
  }

  /// Leaves no trace of what was overwritten or deleted: the file is written anew, the old pages
  /// and the write-ahead log are gone. DISCLOSURE §2.
  ///
  /// - Throws: ``LedgerFault``.
  public func forget() throws(LedgerFault) {
    try Ledger.guarding("forget in ledger", path) {
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA secure_delete = ON")
        try db.execute(sql: "VACUUM")
        try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    }
  }

  /// Compares every table with that of another ledger, row for row: the tables that differ, with
  /// how many rows only this one and only the other one has.
  ///
  /// - Throws: ``LedgerFault`` when the other one cannot be read.
  public func differences(
    from other: String
  ) throws(LedgerFault) -> [(table: String, onlyHere: Int, onlyThere: Int)] {
    try Ledger.guarding("compare ledgers", other) {
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "ATTACH ? AS other", arguments: [other])
        defer {
          // Read-only in effect; letting go of it cannot fail in a way that matters.
          do { try db.execute(sql: "DETACH other") } catch {}
        }
        let tables = try String.fetchAll(
          db,
          sql: """
            SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
            UNION SELECT name FROM other.sqlite_schema
            WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name
            """)
        return try tables.compactMap { table in
          func count(_ schema: String) throws -> Int? {
            let isThere = try Bool.fetchOne(
              db,
              sql: "SELECT EXISTS (SELECT 1 FROM \(schema).sqlite_schema WHERE name = ?)",
              arguments: [table])
            guard isThere == true else { return nil }
            return try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(schema).\"\(table)\"") ?? 0
          }
          let (mine, others) = (try count("main"), try count("other"))
          // Another version of the program made the other one.
          if mine == nil || others == nil { return (table, mine ?? 0, others ?? 0) }
          func only(_ here: String, _ there: String) throws -> Int {
            try Int.fetchOne(
              db,
              sql: """
                SELECT COUNT(*) FROM
                  (SELECT * FROM \(here)."\(table)" EXCEPT SELECT * FROM \(there)."\(table)")
                """) ?? 0
          }
          let (here, there) = (try only("main", "other"), try only("other", "main"))
          return here + there == 0 ? nil : (table, here, there)
        }
      }
    }
  }

  /// Findings of SQLite's own checks and of the foreign keys; empty when all is well.
  public func damage() throws -> [String] {
    try read { session in
      try String.fetchAll(session.db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        + Row.fetchAll(session.db, sql: "PRAGMA foreign_key_check").map { row in
          "foreign key of \(row["table"] as String)"
        }
    }
  }

  private static func guarding<Result>(
    _ operation: String, _ path: String, _ body: () throws -> Result
  ) throws(LedgerFault) -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw LedgerFault(error, operation: operation, path: path)
    } catch let fault as LedgerFault {
      throw fault
    } catch {
      throw LedgerFault(
        operation: operation, path: path, cause: "\(type(of: error))", reason: .other)
    }
  }

  private static func rethrowing<Result>(
    _ operation: String, _ path: String, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw LedgerFault(error, operation: operation, path: path)
    } catch let damage as DamagedColumn {
      throw LedgerFault(
        operation: operation, path: path,
        cause: "\(damage.column) does not follow its grammar", reason: .damaged)
    }
  }
}

/// The ledger inside one transaction. Its verbs stand in extensions, one file per subject.
public struct LedgerSession {
  let db: Database
  let desk = Desk()

  init(_ db: Database) { self.db = db }

  /// Runs a statement that is prepared once per connection.
  func run(_ sql: String, _ arguments: StatementArguments) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
