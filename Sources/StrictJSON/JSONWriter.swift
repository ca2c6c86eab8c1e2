/// Writes one document as a stream: results of any length in the memory of one chunk, plus the
/// member names of the objects that are open.
///
/// Calls in an order that is not JSON are mistakes of the program and stop it; so is a second
/// member of one name. Members are written in the order given.
public struct JSONWriter {
  private let sink: ([UInt8]) throws -> Void
  private let indent: Int?
  private var output = JSONOutput()
  private var open: [Container] = []
  private var names = MemberNames()
  private var place = Place.start

  private struct Container {
    let isObject: Bool
    let base: Int
  }

  private enum Place {
    case start, first, next, afterName, complete, finished
  }

  /// A writer.
  /// - Parameters:
  ///   - indent: spaces per level for people; nil writes no white space at all.
  ///   - sink: takes the bytes as they come, in chunks of about 64 KiB.
  public init(indent: Int? = nil, sink: @escaping ([UInt8]) throws -> Void) {
    self.sink = sink
    self.indent = indent
  }

  /// Writes `{`.
  public mutating func beginObject() throws {
    try begin(isObject: true)
  }

  /// Writes `}`.
  public mutating func endObject() throws {
    try end(isObject: true)
  }

  /// Writes `[`.
  public mutating func beginArray() throws {
    try begin(isObject: false)
  }

  /// Writes `]`.
  public mutating func endArray() throws {
    try end(isObject: false)
  }

  /// Writes the name of a member; its value must follow.
  public mutating func name(_ name: String) throws {
    precondition(open.last?.isObject == true && place != .afterName, "no name can stand here")
    separate()
    var text = name
    let isNew = text.withUTF8 { names.add($0, since: open.last?.base ?? 0) }
    precondition(isNew, "duplicate member")
    output.string(name)
    output.bytes.append(Byte.colon)
    if indent != nil { output.bytes.append(Byte.space) }
    place = .afterName
  }

  /// Writes a string.
  public mutating func string(_ text: String) throws {
    try scalar { $0.string(text) }
  }

  /// Writes an integer.
  public mutating func integer(_ integer: Int64) throws {
    try scalar { $0.number(JSONNumber(integer)) }
  }

  /// Writes `true` or `false`.
  public mutating func bool(_ bool: Bool) throws {
    try scalar { $0.literal(bool ? "true" : "false") }
  }

  /// Writes `null`.
  public mutating func null() throws {
    try scalar { $0.literal("null") }
  }

  /// Writes a whole value.
  public mutating func value(_ value: JSONValue) throws {
    switch value {
    case .null: try null()
    case .bool(let bool): try self.bool(bool)
    case .number(let number): try scalar { $0.number(number) }
    case .string(let text): try string(text)
    case .array(let elements):
      try beginArray()
      for element in elements { try self.value(element) }
      try endArray()
    case .object(let members):
      try beginObject()
      for member in members {
        try name(member.name)
        try self.value(member.value)
      }
      try endObject()
    }
  }

  /// Ends the document and hands the last bytes to the sink; an indented one ends with a newline.
  public mutating func finish() throws {
    precondition(place == .complete, "the document is not complete")
    if indent != nil { output.newline(0) }
    place = .finished
    try flush(beyond: 0)
  }

  private mutating func begin(isObject: Bool) throws {
    beforeValue()
    output.bytes.append(isObject ? Byte.openBrace : Byte.openBracket)
    open.append(Container(isObject: isObject, base: names.count))
    place = .first
  }

  private mutating func end(isObject: Bool) throws {
    guard let ended = open.popLast(), ended.isObject == isObject, place != .afterName else {
      preconditionFailure("nothing of this kind can end here")
    }
    names.drop(to: ended.base)
    if place == .next, let indent { output.newline(indent * open.count) }
    output.bytes.append(isObject ? Byte.closeBrace : Byte.closeBracket)
    try afterValue()
  }

  private mutating func scalar(_ write: (inout JSONOutput) -> Void) throws {
    beforeValue()
    write(&output)
    try afterValue()
  }

  private mutating func beforeValue() {
    switch place {
    case .start, .afterName: break
    case .first, .next:
      precondition(open.last?.isObject == false, "a name must come first")
      separate()
    case .complete, .finished: preconditionFailure("the document is complete")
    }
  }

  private mutating func separate() {
    if place == .next { output.bytes.append(Byte.comma) }
    if let indent { output.newline(indent * open.count) }
  }

  private mutating func afterValue() throws {
    place = open.isEmpty ? .complete : .next
    try flush(beyond: 64 << 10)
  }

  private mutating func flush(beyond count: Int) throws {
    guard output.bytes.count > count else { return }
    try sink(output.bytes)
    output.bytes.removeAll(keepingCapacity: true)
  }
}
