/// A text that identifies a person: identity number, phone, account. It never describes itself,
/// so it cannot slip into a log or a message; whoever needs it writes `revealed`, which is easy
/// to search for. Encryption at rest will hang on this type.
public struct PersonalText: Hashable, Sendable, CustomStringConvertible,
  CustomDebugStringConvertible, CustomReflectable
{
  /// The text itself. Never pass it to a log, a message or the site.
  public let revealed: String

  /// Wraps a personal text.
  public init(_ text: String) { revealed = text }

  /// Three stars, whatever the text.
  public var description: String { "***" }
  /// Three stars, whatever the text.
  public var debugDescription: String { "***" }
  /// A mirror that shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
