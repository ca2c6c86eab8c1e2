public import Disclosure
public import Quantities

/// A notice that is on show, with its entry in the log.
public struct PublishedNotice: Sendable {
  /// What everybody may see.
  public var notice: PublicNotice
  /// Working days after the day of the build, the last day included.
  public var daysLeft: Int
  /// Its entries in the log, the newest first.
  public var entries: [PublishedEntry]

  /// Joins a notice and its entries.
  public init(notice: PublicNotice, daysLeft: Int, entries: [PublishedEntry]) {
    self.notice = notice
    self.daysLeft = daysLeft
    self.entries = entries
  }
}

/// An answered objection: nothing of who made it, and not its text.
public struct PublishedObjection: Sendable {
  /// What it was about.
  public enum Subject: Hashable, Sendable {
    case record(RecordNumber)
    case notice(CaseNumber)
  }

  /// Its number.
  public var number: CaseNumber
  /// What it was about.
  public var subject: Subject
  /// When it came.
  public var receivedOn: Day
  /// When it was answered.
  public var answeredOn: Day
  /// Whether it was upheld; nil where that is no question.
  public var isUpheld: Bool?
  /// The answer for everybody, in lines.
  public var answer: String

  /// Describes an answered objection.
  public init(
    number: CaseNumber, subject: Subject, receivedOn: Day, answeredOn: Day, isUpheld: Bool?,
    answer: String
  ) {
    self.number = number
    self.subject = subject
    self.receivedOn = receivedOn
    self.answeredOn = answeredOn
    self.isUpheld = isUpheld
    self.answer = answer
  }
}
