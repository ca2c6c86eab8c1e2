import GRDB
public import Quantities

/// One revision of something public: an entry of the transparency log. DISCLOSURE §2, §3.
public struct PublicationEntry: Hashable, Sendable {
  /// What is published.
  public enum Kind: String, Hashable, Sendable {
    case record, notice, run
  }

  /// What the revision is to the one before it.
  public enum Change: String, Hashable, Sendable {
    case first = "FIRST"
    case correction = "CORRECTION"
    case redaction = "REDACTION"
    case withdrawal = "WITHDRAWAL"
  }

  /// The place in the log, from 0.
  public var position: Int64
  /// What is published.
  public var kind: Kind
  /// The record's or notice's number, or the run's quarter.
  public var subject: String
  /// The revision, from 1.
  public var revision: Int
  /// The day of publication.
  public var day: Day
  /// What it is to the revision before.
  public var change: Change
  /// Why there is a new revision, in the words of the site; empty for the first.
  public var reason: String
  /// SHA-256 of salt and content.
  public var commitment: [UInt8]
  /// Salt and content as canonical JSON; nil once they were destroyed.
  public var secret: Secret?
  /// The archive's file with salt and content.
  public var archivedIn: String

  /// What a withdrawal destroys.
  public struct Secret: Hashable, Sendable {
    /// 16 random bytes.
    public var salt: [UInt8]
    /// What was published, as canonical JSON.
    public var content: String

    /// Joins salt and content.
    public init(salt: [UInt8], content: String) {
      self.salt = salt
      self.content = content
    }
  }

  /// Describes a revision.
  public init(
    position: Int64, kind: Kind, subject: String, revision: Int, day: Day, change: Change,
    reason: String, commitment: [UInt8], secret: Secret?, archivedIn: String
  ) {
    self.position = position
    self.kind = kind
    self.subject = subject
    self.revision = revision
    self.day = day
    self.change = change
    self.reason = reason
    self.commitment = commitment
    self.secret = secret
    self.archivedIn = archivedIn
  }
}

extension LedgerSession {
  /// How many entries the log has.
  public func logSize() throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT COALESCE(MAX(position) + 1, 0) FROM publication") ?? 0
  }

  /// Adds a revision at the end of the log.
  ///
  /// - Precondition: its position is the log's size.
  public func publish(_ entry: PublicationEntry) throws {
    let query = try query(
      """
      INSERT INTO publication (position, kind, subject, revision, day, change, reason, commitment,
        salt, content, archived_in)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    query.bind(entry.position)
    query.bind(entry.kind.rawValue)
    query.bind(entry.subject)
    query.bind(entry.revision)
    query.bind(entry.day.number)
    query.bind(entry.change.rawValue)
    query.bind(entry.reason)
    query.bind(entry.commitment)
    if let secret = entry.secret {
      query.bind(secret.salt)
      query.bind(secret.content)
    } else {
      query.bind(Int64?.none)
      query.bind(String?.none)
    }
    query.bind(entry.archivedIn)
    try query.run()
  }

  /// Every revision of one subject, newest first.
  public func publications(
    of subject: String, kind: PublicationEntry.Kind
  ) throws -> [PublicationEntry] {
    var found: [PublicationEntry] = []
    let query = try Query(
      db,
      """
      SELECT \(PublicationEntry.columns) FROM publication
      WHERE kind = ? AND subject = ? ORDER BY revision DESC
      """)
    query.bind(kind.rawValue)
    query.bind(subject)
    while var row = try query.row() { found.append(try PublicationEntry(&row)) }
    return found
  }

  /// The newest revision of one subject; nil when nothing was published of it.
  public func newestPublication(
    of subject: String, kind: PublicationEntry.Kind
  ) throws -> PublicationEntry? {
    let query = try query(
      """
      SELECT position, kind, subject, revision, day, change, reason, commitment, salt, content,
        archived_in
      FROM publication WHERE kind = ? AND subject = ? ORDER BY revision DESC LIMIT 1
      """)
    query.bind(kind.rawValue)
    query.bind(subject)
    guard var row = try query.row() else { return nil }
    return try PublicationEntry(&row)
  }

  /// The entries of the log from one place on, in their order, without what was published.
  public func forEachLogEntry(
    from position: Int64, before size: Int64, _ body: (PublicationEntry) throws -> Void
  ) throws {
    let query = try Query(
      own: """
        SELECT position, kind, subject, revision, day, change, commitment FROM publication
        WHERE position >= ? AND position < ? ORDER BY position
        """, db)
    query.bind(position)
    query.bind(size)
    while var row = try query.row() {
      let (position, kind) = (row.int64(), try row.word("kind") as PublicationEntry.Kind)
      let (subject, revision, day) = (row.text(), row.int(), row.day())
      try body(
        PublicationEntry(
          position: position, kind: kind, subject: subject, revision: revision, day: day,
          change: row.word("change"), reason: "", commitment: row.bytes(), secret: nil,
          archivedIn: ""))
    }
  }

  /// Every revision of the subjects from one to another, by subject, newest revision first.
  public func forEachPublication(
    kind: PublicationEntry.Kind, from first: String, through last: String, before size: Int64,
    _ body: (PublicationEntry) throws -> Void
  ) throws {
    let query = try Query(
      own: """
        SELECT \(PublicationEntry.columns) FROM publication
        WHERE kind = ? AND subject BETWEEN ? AND ? AND position < ?
        ORDER BY subject, revision DESC
        """, db)
    query.bind(kind.rawValue)
    query.bind(first)
    query.bind(last)
    query.bind(size)
    while var row = try query.row() { try body(PublicationEntry(&row)) }
  }

  /// The entries of the log from one place on, in their order.
  public func forEachPublication(
    from position: Int64, before size: Int64, _ body: (PublicationEntry) throws -> Void
  ) throws {
    let query = try Query(
      own: """
        SELECT \(PublicationEntry.columns) FROM publication
        WHERE position >= ? AND position < ? ORDER BY position
        """, db)
    query.bind(position)
    query.bind(size)
    while var row = try query.row() { try body(PublicationEntry(&row)) }
  }

  /// The newest revision of every record that was withdrawn.
  public func withdrawals() throws -> [PublicationEntry] {
    let query = try Query(
      db,
      """
      SELECT \(PublicationEntry.columns) FROM publication
      WHERE change = 'WITHDRAWAL' ORDER BY subject
      """)
    var found: [PublicationEntry] = []
    while var row = try query.row() { found.append(try PublicationEntry(&row)) }
    return found
  }

  /// How many revisions have destroyed what stood before them.
  public func erasures() throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT COUNT(*) FROM publication INDEXED BY publication_told
        WHERE \(Schema.told) AND change IN ('WITHDRAWAL', 'REDACTION')
        """) ?? 0
  }

  /// Destroys salt and content of all revisions of a subject before one; their commitments stay.
  ///
  /// The file still holds them until ``Ledger/forget()``.
  public func destroy(
    _ subject: String, kind: PublicationEntry.Kind, before revision: Int
  ) throws {
    try run(
      """
      UPDATE publication SET salt = NULL, content = NULL
      WHERE kind = ? AND subject = ? AND revision < ?
      """, [kind.rawValue, subject, revision])
  }
}

extension PublicationEntry {
  static let columns = """
    position, kind, subject, revision, day, change, reason, commitment, salt, content, archived_in
    """

  init(_ row: inout Columns) throws {
    let position = row.int64()
    let (kind, subject): (Kind, String) = (try row.word("kind"), row.text())
    let (revision, day): (Int, Day) = (row.int(), row.day())
    let (change, reason): (Change, String) = (try row.word("change"), row.text())
    let (commitment, salt) = (row.bytes(), row.bytes())
    let content = row.textIfThere()
    self.init(
      position: position, kind: kind, subject: subject, revision: revision, day: day,
      change: change, reason: reason, commitment: commitment,
      secret: content.map { Secret(salt: salt, content: $0) }, archivedIn: row.text())
  }
}

extension LedgerSession {
  /// Every revision from a place of the log on that destroyed what stood before it, with the
  /// archive's files of what it destroyed.
  public func forEachErasure(
    from position: Int64, _ body: (PublicationEntry, _ files: [String]) throws -> Void
  ) throws {
    let query = try Query(
      own: """
        SELECT \(PublicationEntry.columns) FROM publication INDEXED BY publication_told
        WHERE \(Schema.told) AND change IN ('WITHDRAWAL', 'REDACTION') AND position >= ?
        ORDER BY position
        """, db)
    query.bind(position)
    while var row = try query.row() {
      let entry = try PublicationEntry(&row)
      let files = try String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT archived_in FROM publication
          WHERE kind = ? AND subject = ? AND revision < ? ORDER BY archived_in
          """, arguments: [entry.kind.rawValue, entry.subject, entry.revision])
      try body(entry, files)
    }
  }
}
