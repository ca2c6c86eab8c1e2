/// What the reader met.
public enum JSONEvent: Hashable, Sendable {
  /// `{`.
  case beginObject
  /// `}`.
  case endObject
  /// The name of a member, unescaped; its value comes next.
  case name(String)
  /// `[`.
  case beginArray
  /// `]`.
  case endArray
  /// A string, unescaped.
  case string(String)
  /// A number, as its literal.
  case number(JSONNumber)
  /// `true` or `false`.
  case bool(Bool)
  /// `null`.
  case null
  /// The document is complete and nothing follows it.
  case end
}
