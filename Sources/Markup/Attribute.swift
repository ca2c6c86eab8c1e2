/// An attribute.
///
/// Its name is one of our literals, its value is escaped when written.
public struct Attribute: Sendable {
  @usableFromInline
  enum Value: Sendable {
    case literal(StaticString)
    case text(String)
    case number(Int)
    case place(StaticString, Int, StaticString)
    case flag
  }

  @usableFromInline let name: StaticString
  @usableFromInline let value: Value

  @usableFromInline
  init(name: StaticString, value: Value) {
    self.name = name
    self.value = value
  }

  /// An attribute with one of our own literals as its value.
  @inlinable
  public init(_ name: StaticString, _ value: StaticString) {
    self.init(name: name, value: .literal(value))
  }

  /// An attribute with text of any origin as its value.
  ///
  /// Addresses, styles and event handlers cannot be set this way: in them escaping does not make
  /// text harmless.
  public init(_ name: StaticString, text: String) {
    precondition(!Attribute.isActive(name), "this attribute takes no text of unknown origin")
    self.init(name: name, value: .text(text))
  }

  /// An attribute with a whole number as its value.
  @inlinable
  public init(_ name: StaticString, _ value: Int) { self.init(name: name, value: .number(value)) }

  /// An attribute with a whole number between two of our own literals as its value.
  @inlinable
  public init(
    _ name: StaticString, _ before: StaticString, _ number: Int, _ after: StaticString
  ) {
    self.init(name: name, value: .place(before, number, after))
  }

  /// An attribute without a value: `open`, `hidden`.
  @inlinable
  public init(flag name: StaticString) { self.init(name: name, value: .flag) }

  /// The class.
  @inlinable
  public static func `class`(_ name: StaticString) -> Attribute { Attribute("class", name) }

  /// The address of a link.
  ///
  /// A relative address, or one with a scheme that does nothing but lead somewhere; anything else
  /// is a bug.
  public static func href(_ address: String) -> Attribute {
    precondition(isHarmless(address), "a link leads to a page, a telephone or a mailbox")
    return Attribute(name: "href", value: .text(address))
  }

  /// The address of a picture or script of ours.
  public static func src(_ address: String) -> Attribute {
    precondition(isHarmless(address), "a source is a file of ours")
    return Attribute(name: "src", value: .text(address))
  }

  /// Whether an address has no scheme, or one of http, https, tel, mailto.
  static func isHarmless(_ address: String) -> Bool {
    for (place, byte) in address.utf8.enumerated() {
      if byte == UInt8(ascii: ":") { return isHarmless(scheme: address.utf8.prefix(place)) }
      // What begins a path, a query or an anchor ends what could be a scheme.
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") {
        return true
      }
    }
    return true
  }

  private static func isHarmless(scheme: Substring.UTF8View) -> Bool {
    ["http", "https", "tel", "mailto"].contains(String(Substring(scheme)).lowercased())
  }

  private static let active: [StaticString] = [
    "href", "src", "style", "srcdoc", "action", "formaction", "xlink:href",
  ]

  /// Whether a name is one of the active ones or begins with `on`, in capitals or not.
  private static func isActive(_ name: StaticString) -> Bool {
    name.withUTF8Buffer { letters in
      func begins(with other: StaticString) -> Bool {
        other.withUTF8Buffer { letters.prefix($0.count).map { $0 | 0x20 }.elementsEqual($0) }
      }
      return letters.count > 1 && letters[0] | 0x20 == 0x6F && letters[1] | 0x20 == 0x6E
        || active.contains { $0.utf8CodeUnitCount == letters.count && begins(with: $0) }
    }
  }

  func write(to html: inout HTML) {
    if case .flag = value { return html.write(" ", name, "") }
    html.write(" ", name, "=\"")
    switch value {
    case .flag: break
    case .literal(let text): html.escape(text)
    case .text(let text): html.escape(text)
    case .number(let number): html.number(number)
    case .place(let before, let number, let after):
      html.escape(before)
      html.number(number)
      html.escape(after)
    }
    html.literal("\"")
  }
}
