import GRDB
public import Quantities

/// An objection to a public record or a notice, without its text and whoever made it.
/// DISCLOSURE §2.
public struct ObjectionEntry: Hashable, Sendable {
  /// How it came.
  public enum Channel: String, Hashable, Sendable, CaseIterable {
    case phone = "PHONE"
    case desk = "DESK"
    case letter = "LETTER"
    case web = "WEB"
  }

  /// What the bureau answers.
  public struct Answer: Hashable, Sendable {
    /// The day.
    public var on: Day
    /// Whether the objection was upheld; nil where that is no question.
    public var isUpheld: Bool?
    /// The answer for everybody.
    public var text: String
    /// Its digest in the archive.
    public var archivedAs: String

    /// Describes an answer.
    public init(on: Day, isUpheld: Bool?, text: String, archivedAs: String) {
      self.on = on
      self.isUpheld = isUpheld
      self.text = text
      self.archivedAs = archivedAs
    }
  }

  /// The year in its number.
  public var year: Int
  /// The number within the year, from 1.
  public var number: Int
  /// What it is about.
  public var kind: PublicationEntry.Kind
  /// The number of the record or notice.
  public var subject: String
  /// When it came.
  public var receivedOn: Day
  /// The last day for an answer.
  public var dueOn: Day
  /// How it came.
  public var channel: Channel
  /// The digest of its text in the archive.
  public var archivedAs: String
  /// The answer; nil while there is none.
  public var answer: Answer?

  /// Describes an objection.
  public init(
    year: Int, number: Int, kind: PublicationEntry.Kind, subject: String, receivedOn: Day,
    dueOn: Day, channel: Channel, archivedAs: String, answer: Answer? = nil
  ) {
    self.year = year
    self.number = number
    self.kind = kind
    self.subject = subject
    self.receivedOn = receivedOn
    self.dueOn = dueOn
    self.channel = channel
    self.archivedAs = archivedAs
    self.answer = answer
  }
}

extension LedgerSession {
  /// Every objection, by number.
  public func objections() throws -> [ObjectionEntry] {
    try Row.fetchAll(db, sql: "SELECT * FROM objection ORDER BY year, number").map { row in
      var objection = ObjectionEntry(
        year: row["year"], number: row["number"],
        kind: try row.parsed("kind", PublicationEntry.Kind.init(rawValue:)),
        subject: row["subject"], receivedOn: Day(number: row["received_on"]),
        dueOn: Day(number: row["due_on"]),
        channel: try row.parsed("channel", ObjectionEntry.Channel.init(rawValue:)),
        archivedAs: row["archived_as"])
      if let day = row["answered_on"] as Int32? {
        objection.answer = ObjectionEntry.Answer(
          on: Day(number: day), isUpheld: (row["upheld"] as Int64?).map { $0 == 1 },
          text: row["answer"], archivedAs: row["answer_archived_as"])
      }
      return objection
    }
  }

  /// The next number of a year.
  public func nextObjection(in year: Int) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT COALESCE(MAX(number), 0) + 1 FROM objection WHERE year = ?",
      arguments: [year]) ?? 1
  }

  /// Keeps a new objection.
  public func add(_ objection: ObjectionEntry) throws {
    try run(
      """
      INSERT INTO objection (year, number, kind, subject, received_on, due_on, channel,
        archived_as) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        objection.year, objection.number, objection.kind.rawValue, objection.subject,
        objection.receivedOn.number, objection.dueOn.number, objection.channel.rawValue,
        objection.archivedAs,
      ])
  }

  /// Answers an objection, or replaces its answer.
  public func answer(
    year: Int, number: Int, _ answer: ObjectionEntry.Answer
  ) throws {
    try run(
      """
      UPDATE objection SET answered_on = ?, upheld = ?, answer = ?, answer_archived_as = ?
      WHERE year = ? AND number = ?
      """,
      [
        answer.on.number, answer.isUpheld.map { $0 ? 1 : 0 }, answer.text, answer.archivedAs, year,
        number,
      ])
  }
}
