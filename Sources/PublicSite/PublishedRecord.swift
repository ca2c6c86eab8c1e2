public import Disclosure
public import Quantities
import StrictJSON

/// One revision of a record as the log holds it. DISCLOSURE §2, §3.
public struct PublishedEntry: Sendable {
  /// What a revision is to the one before.
  public enum Change: String, Hashable, Sendable {
    case first = "FIRST"
    case correction = "CORRECTION"
    case redaction = "REDACTION"
    case withdrawal = "WITHDRAWAL"
  }

  /// The revision, from 1.
  public var revision: Int
  /// The day of its publication.
  public var day: Day
  /// What it is to the one before.
  public var change: Change
  /// Why there is a new revision; empty for the first.
  public var reason: String
  /// Its place in the log, from 0.
  public var position: Int64
  /// Salt in hexadecimal and content as canonical JSON; nil where the page is not to carry them.
  public var secret: (salt: String, content: String)?

  /// Describes a revision.
  public init(
    revision: Int, day: Day, change: Change, reason: String, position: Int64,
    secret: (salt: String, content: String)?
  ) {
    self.revision = revision
    self.day = day
    self.change = change
    self.reason = reason
    self.position = position
    self.secret = secret
  }
}

/// A record with its history: what its page is made from.
public struct PublishedRecord: Sendable {
  /// Its number.
  public var number: RecordNumber
  /// Its revisions, the newest first; at least one.
  public var entries: [PublishedEntry]

  /// Joins a record's revisions.
  public init(number: RecordNumber, entries: [PublishedEntry]) {
    self.number = number
    self.entries = entries
  }

  /// Whether it was taken back: what is left of it is a tombstone.
  public var isWithdrawn: Bool { entries.first?.change == .withdrawal }

  /// The newest revision, read.
  ///
  /// - Throws: ``PublishFault/unreadable(_:)`` when it is none of ours.
  public func record() throws(PublishFault) -> PublicRecord {
    guard let newest = entries.first, let record = read(newest) else { throw .unreadable(number) }
    return record
  }

  /// What a correction changed, where the page still has what stood before; nil otherwise.
  ///
  /// - Parameter place: the place of the correction among the entries.
  func difference(at place: Int) -> RecordDifference? {
    guard entries[place].change == .correction, entries.indices.contains(place + 1),
      let old = read(entries[place + 1])
    else { return nil }
    // What only went on since has no content of its own on the page.
    return entries[...place].reversed().lazy.compactMap { read($0) }.first.map {
      RecordDifference(from: old, to: $0)
    }
  }

  private func read(_ entry: PublishedEntry) -> PublicRecord? {
    guard let first = entries.last, let secret = entry.secret,
      let json = PublishedRecord.json(secret.content)
    else { return nil }
    return PublicRecord(
      content: json, number: number, revision: entry.revision, firstPublishedOn: first.day,
      publishedOn: entry.day)
  }

  private static func json(_ content: String) -> JSONValue? {
    do {
      return try JSONNode.parse(Array(content.utf8), limits: .exchange).value
    } catch {
      return nil
    }
  }
}

extension PublishedEntry {
  /// What a page carries of the revision, for whoever checks it against the log; the same bytes
  /// as TransparencyLog's `PageEntry`. DISCLOSURE §3.
  func json(
    kind: String, subject: String
  ) -> (before: String, salt: String, after: String)? {
    guard let secret else { return nil }
    return (
      "{\"content\":\(secret.content),\"day\":\"\(day)\",\"index\":\(position),"
        + "\"kind\":\"\(kind)\",\"record\":\"\(subject)\",\"revision\":\(revision),"
        + "\"salt\":\"",
      secret.salt, "\"}"
    )
  }
}
