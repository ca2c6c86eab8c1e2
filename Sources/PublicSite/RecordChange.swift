public import Disclosure
public import Quantities

/// A correction, redaction or withdrawal of a record. DISCLOSURE §2.
public struct RecordChange: Hashable, Sendable {
  /// The record.
  public var number: RecordNumber
  /// The revision it made.
  public var revision: Int
  /// The day.
  public var day: Day
  /// What it did.
  public var change: PublishedEntry.Change
  /// Why.
  public var reason: String

  /// Describes a change.
  public init(
    number: RecordNumber, revision: Int, day: Day, change: PublishedEntry.Change, reason: String
  ) {
    self.number = number
    self.revision = revision
    self.day = day
    self.change = change
    self.reason = reason
  }
}

extension PublishedEntry.Change {
  /// The change in the words of the site.
  var word: String {
    switch self {
    case .first, .correction: "更正"
    case .redaction: "删改"
    case .withdrawal: "撤回"
    }
  }
}
