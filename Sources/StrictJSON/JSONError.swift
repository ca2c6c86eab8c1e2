/// The first place where a document is not I-JSON or passes a limit.
///
/// The sentence and the position never repeat text of the document. The pointer does contain its
/// member names: whoever signs or publishes a message decides whether to show it.
public struct JSONError: Error, Hashable, Sendable {
  /// What is wrong.
  public let kind: Kind
  /// The byte at fault; the end of the document when it ends too early.
  public let position: JSONPosition
  /// JSON pointer (RFC 6901) to the value where reading stood; empty for the whole document.
  public let pointer: String

  /// What can be wrong with a document.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The document ends inside a value, or is empty.
    case unexpectedEnd
    /// A byte order mark stands in front (RFC 7493 §2.1 by way of RFC 8259 §8.1).
    case byteOrderMark
    /// No value starts with this byte.
    case expectedValue
    /// A member name in double quotes must stand here.
    case expectedName
    /// A colon must stand here.
    case expectedColon
    /// A comma or the end of the array or object must stand here.
    case expectedCommaOrEnd
    /// Something follows the document's value.
    case trailingContent
    /// The bytes are not UTF-8: overlong, surrogate, beyond U+10FFFF, or cut off.
    case invalidUTF8
    /// A noncharacter such as U+FFFE, raw or escaped (RFC 7493 §2.1).
    case noncharacter
    /// A control character stands raw in a string.
    case controlCharacter
    /// No such escape exists.
    case invalidEscape
    /// An escaped surrogate without its partner (RFC 7493 §2.1).
    case loneSurrogate
    /// The literal is not a number (RFC 8259 §6).
    case invalidNumber
    /// The literal of a number is longer than the limit.
    case numberTooLong
    /// A string or name is longer than the limit.
    case stringTooLong
    /// Arrays and objects nest deeper than the limit.
    case tooDeep
    /// An object has more members than the limit, or a tree is larger than its limit.
    case tooManyMembers
    /// An object has two members of the same name (RFC 7493 §2.3).
    case duplicateMember
    /// A value was asked for, and the array has no further element.
    case noElement
  }
}

extension JSONError: CustomStringConvertible {
  /// One English sentence with the place.
  public var description: String {
    let place = "line \(position.line), column \(position.column)"
    return "\(kind.sentence) at \(place) (pointer \"\(pointer)\")"
  }
}

extension JSONError.Kind {
  /// The English sentence without its place.
  public var sentence: String {
    switch self {
    case .unexpectedEnd: "the document ends too early"
    case .byteOrderMark: "a byte order mark is not allowed"
    case .expectedValue: "a value is expected"
    case .expectedName: "a member name is expected"
    case .expectedColon: "a colon is expected"
    case .expectedCommaOrEnd: "a comma or the closing bracket is expected"
    case .trailingContent: "nothing may follow the document's value"
    case .invalidUTF8: "the text is not UTF-8"
    case .noncharacter: "a Unicode noncharacter is not allowed"
    case .controlCharacter: "a control character must be escaped"
    case .invalidEscape: "the escape is not one of JSON's"
    case .loneSurrogate: "an escaped surrogate lacks its partner"
    case .invalidNumber: "the number is not one of JSON's"
    case .numberTooLong: "the number is too long"
    case .stringTooLong: "the string is too long"
    case .tooDeep: "the nesting is too deep"
    case .tooManyMembers: "the value has too many members"
    case .duplicateMember: "the object has this member already"
    case .noElement: "the array has no further element"
    }
  }
}
