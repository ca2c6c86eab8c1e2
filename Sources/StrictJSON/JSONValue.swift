/// A value to write or to compare, without positions. Objects keep the order of their members.
///
/// Equality is that of bytes: strings that differ only in Unicode normalization are different,
/// and so are objects whose members stand in another order (compare `canonical()` to ignore it).
public enum JSONValue: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, as its literal.
  case number(JSONNumber)
  /// A string, unescaped.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object; names must differ from each other, which writing checks.
  case object([JSONMember])

  /// An integer, as a number.
  public static func integer(_ integer: Int64) -> JSONValue {
    .number(JSONNumber(integer))
  }

  /// The value of a member by its exact name; nil when there is none or this is no object.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { sameBytes($0.name, name) }?.value
  }

  /// Whether I-JSON can carry the text: it holds no noncharacter (RFC 7493 §2.1).
  ///
  /// Writers write text as it stands; text that people typed is checked with this first, or the
  /// reader will refuse what was written.
  public static func canCarry(_ text: String) -> Bool {
    !text.unicodeScalars.contains { isNoncharacter($0.value) }
  }

  /// Equality of bytes, not of Unicode's canonical equivalence.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): sameBytes(a, b)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    default: false
    }
  }
}

/// One member of an object.
public struct JSONMember: Hashable, Sendable {
  /// The name, unescaped.
  public var name: String
  /// The value.
  public var value: JSONValue

  /// A member.
  public init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }

  /// Equality of bytes, as for values.
  public static func == (left: JSONMember, right: JSONMember) -> Bool {
    sameBytes(left.name, right.name) && left.value == right.value
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral text: String) {
    self = .string(text)
  }

  /// An integer.
  public init(integerLiteral integer: Int64) {
    self = .integer(integer)
  }

  /// `true` or `false`.
  public init(booleanLiteral bool: Bool) {
    self = .bool(bool)
  }

  /// An array.
  public init(arrayLiteral elements: JSONValue...) {
    self = .array(elements)
  }

  /// An object, its members in the order of the literal.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { JSONMember($0.0, $0.1) })
  }
}

/// Whether two strings have the same UTF-8 bytes. Swift's `==` takes canonically equivalent text
/// for equal, which JSON does not (RFC 8259 §8.3).
func sameBytes(_ left: String, _ right: String) -> Bool {
  // `==` settles the common case quickly; only what it takes for equal is looked at again.
  left == right && left.utf8.elementsEqual(right.utf8)
}

/// U+FDD0…U+FDEF and the last two code points of every plane (Unicode §23.7).
func isNoncharacter(_ scalar: UInt32) -> Bool {
  scalar & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar)
}
