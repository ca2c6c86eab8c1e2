import StrictJSON

/// A line of JSON in canonical form (RFC 8785), written straight into bytes: a million records have
/// no time for trees. Whoever writes names the members of an object in ascending order.
struct LineWriter {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  init() { bytes.reserveCapacity(4096) }

  /// An object, or the next of an array.
  mutating func object(_ members: (inout LineWriter) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "{"))
    isFirst = true
    members(&self)
    bytes.append(UInt8(ascii: "}"))
    isFirst = false
  }

  /// A member that is an object.
  mutating func object(_ name: StaticString, _ members: (inout LineWriter) -> Void) {
    start(name)
    isFirst = true
    object(members)
  }

  /// A member that is an array of objects.
  mutating func objects<Item>(
    _ name: StaticString, _ items: [Item], _ members: (Item, inout LineWriter) -> Void
  ) {
    start(name)
    bytes.append(UInt8(ascii: "["))
    isFirst = true
    for item in items { object { members(item, &$0) } }
    bytes.append(UInt8(ascii: "]"))
    isFirst = false
  }

  /// A member that is a text; nil is null.
  mutating func text(_ name: StaticString, _ text: String?) {
    start(name)
    guard let text else { return literal("null") }
    let isPlain = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    // Escapes are rare, and their rules stand in one place.
    guard isPlain else { return bytes += JSONValue.string(text).canonical() }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: text.utf8)
    bytes.append(UInt8(ascii: "\""))
  }

  /// A member that is a whole number; nil is null.
  mutating func number(_ name: StaticString, _ number: Int?) {
    start(name)
    guard let number else { return literal("null") }
    bytes.append(contentsOf: String(number).utf8)
  }

  /// A member that is true or false.
  mutating func bool(_ name: StaticString, _ value: Bool) {
    start(name)
    literal(value ? "true" : "false")
  }

  /// The end of the line.
  mutating func end() { bytes.append(UInt8(ascii: "\n")) }

  private mutating func start(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    literal(name)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }

  private mutating func literal(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
}
