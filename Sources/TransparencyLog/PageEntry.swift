import Quantities
import Sealing
public import StrictJSON

/// What a page carries of an entry, so that anyone can check the one against the other: content,
/// salt and place in the log. Never a proof, which would change as the log grows. DISCLOSURE §3.
public struct PageEntry: Sendable {
  /// The entry.
  public let entry: LogEntry
  /// Its place in the log, from 0.
  public let index: Int64
  /// What was published.
  public let content: JSONValue
  /// The salt of the commitment.
  public let salt: [UInt8]

  /// What a page is to carry of an entry.
  public init(_ entry: LogEntry, index: Int64, content: JSONValue, salt: [UInt8]) {
    precondition(index >= 0 && salt.count == LogEntry.saltCount)
    self.entry = entry
    self.index = index
    self.content = content
    self.salt = salt
  }

  static let openingTag = "<script type=\"application/json\" class=\"log-entry\">"
  static let closingTag = "</script>"

  /// The element, to be written into the page as it stands.
  public var element: [UInt8] {
    Array(Self.openingTag.utf8) + json + Array(Self.closingTag.utf8)
  }

  /// The JSON in it. Without `<` no content can end the element.
  private var json: [UInt8] {
    let value: JSONValue = [
      "content": content, "day": .string(entry.day.description), "index": .integer(index),
      "kind": .string(entry.kind.rawValue), "record": .string(entry.record),
      "revision": .integer(Int64(entry.revision)), "salt": .string(Hex.encode(salt)),
    ]
    return value.canonical().flatMap {
      $0 == UInt8(ascii: "<") ? Array("\\u003c".utf8) : [$0]
    }
  }
}
