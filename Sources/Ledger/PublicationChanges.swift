public import Quantities

/// A revision of a public record that followed another, without its content. DISCLOSURE §2.
public struct PublicationChange: Hashable, Sendable {
  /// The record's number.
  public let subject: String
  /// The revision it made.
  public let revision: Int
  /// The day.
  public let day: Day
  /// What it was to the one before.
  public let change: PublicationEntry.Change
  /// Why, in the words of the site.
  public let reason: String

  /// Whether it destroyed what stood before it.
  public var erases: Bool { change == .redaction || change == .withdrawal }
}

extension LedgerSession {
  /// Every later revision of a record before a place of the log, in the order of the log.
  public func changes(before position: Int64) throws -> [PublicationChange] {
    let query = try Query(
      own: """
        SELECT subject, revision, day, change, reason FROM publication
        WHERE change <> 'FIRST' AND kind = 'record' AND position < ? ORDER BY position
        """, db)
    query.bind(position)
    var found: [PublicationChange] = []
    while var row = try query.row() {
      let (subject, revision, day) = (row.text(), row.int(), row.day())
      found.append(
        PublicationChange(
          subject: subject, revision: revision, day: day, change: try row.word("change"),
          reason: row.text()))
    }
    return found
  }
}
