public import Quantities

/// Which revision an entry of the log is, without its content.
public struct PublicationRevision: Hashable, Sendable {
  /// The record's number.
  public let subject: String
  /// The revision, from 1.
  public let revision: Int
  /// The day of publication.
  public let day: Day
  /// What it is to the revision before.
  public let change: PublicationEntry.Change
}

extension LedgerSession {
  /// The revisions of records from one place of the log to another, in the order of the log.
  public func forEachRevision(
    from position: Int64, before end: Int64, _ body: (PublicationRevision) throws -> Void
  ) throws {
    let query = try Query(
      own: """
        SELECT subject, revision, day, change FROM publication
        WHERE kind = 'record' AND position >= ? AND position < ? ORDER BY position
        """, db)
    query.bind(position)
    query.bind(end)
    while var row = try query.row() {
      let (subject, revision, day) = (row.text(), row.int(), row.day())
      try body(
        PublicationRevision(
          subject: subject, revision: revision, day: day, change: try row.word("change")))
    }
  }

  /// The day of an entry of the log; nil where there is none.
  public func publicationDay(at position: Int64) throws -> Day? {
    let query = try query("SELECT day FROM publication WHERE position = ?")
    query.bind(position)
    guard var row = try query.row() else { return nil }
    return row.day()
  }
}
