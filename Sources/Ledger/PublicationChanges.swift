public import Quantities

/// A revision of a public record that the site lists, without its content: it destroyed what stood
/// before it, or said otherwise. DISCLOSURE §2.
public struct PublicationChange: Hashable, Sendable {
  /// The reason of a correction: something was published otherwise before.
  public static let amended = "补充更正"
  /// The reason when names are shown in another way.
  public static let naming = "名称或公开方式调整"

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
}

extension LedgerSession {
  /// Every redaction, withdrawal and correction of a record before a place of the log, in the order
  /// of the log; not what only goes on.
  public func changes(before position: Int64) throws -> [PublicationChange] {
    let query = try Query(
      own: """
        SELECT subject, revision, day, change, reason
        FROM publication INDEXED BY publication_told
        WHERE \(Schema.told) AND kind = 'record' AND position < ? ORDER BY position
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
