/// Reads I-JSON (RFC 7493) as a stream: one chunk and the current token are all it holds, plus the
/// member names of the objects that are open, to refuse duplicates.
///
/// It takes UTF-8 without a byte order mark, and refuses duplicate members at any depth, lone
/// surrogates, noncharacters, raw control characters and anything after the value. Any value may
/// stand at the top. After an error every further call throws the same error.
///
/// ```swift
/// guard try reader.next() == .beginObject else { … }
/// while let name = try reader.readName() {
///   guard name == "records", try reader.next() == .beginArray else { … }
///   while let record = try reader.readElement() { … }
/// }
/// _ = try reader.next()  // .end: nothing follows
/// ```
public final class JSONReader {
  private var scanner: JSONScanner
  private var failure: (any Error)?

  /// A reader over a source of bytes.
  /// - Parameter read: fills the front of the buffer and returns how many bytes it wrote; 0 at the
  ///   end. What it throws comes out of the reader unchanged.
  public init(
    limits: JSONLimits, read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) {
    scanner = JSONScanner(limits: limits, chunk: 64 << 10, read: read)
  }

  /// A reader over a document in memory.
  public init(bytes: [UInt8], limits: JSONLimits) {
    var start = 0
    let chunk = min(64 << 10, max(1, bytes.count))
    scanner = JSONScanner(limits: limits, chunk: chunk) { buffer in
      let end = min(bytes.count, start + buffer.count)
      buffer.copyBytes(from: bytes[start..<end])
      defer { start = end }
      return end - start
    }
  }

  /// Where the last event or value began.
  public var position: JSONPosition { scanner.tokenStart }

  /// JSON pointer (RFC 6901) to the value where reading stands.
  public var pointer: String { scanner.pointer }

  /// The next event.
  /// - Throws: `JSONError`, or what the source of bytes threw.
  public func next() throws -> JSONEvent {
    try guarded { try scanner.event() }
  }

  /// The whole next value as a tree; after a name, at the top, or in an array.
  /// - Throws: `JSONError`, or what the source of bytes threw.
  public func readNode() throws -> JSONNode {
    try guarded {
      precondition(scanner.expectsValue, "a value cannot stand here")
      return try scanner.value()
    }
  }

  /// The next element of the innermost open array as a tree, or nil at its end.
  /// - Throws: `JSONError`, or what the source of bytes threw.
  public func readElement() throws -> JSONNode? {
    try guarded {
      precondition(scanner.expectsElement, "no array is open here")
      return try scanner.element()
    }
  }

  /// The next member name of the innermost open object, or nil at its end.
  /// - Throws: `JSONError`, or what the source of bytes threw.
  public func readName() throws -> String? {
    try guarded {
      precondition(scanner.expectsName, "no object is open here")
      guard case .name(let name) = try scanner.event() else { return nil }
      return name
    }
  }

  /// Checks the whole next value as strictly as `readNode()` does, and keeps nothing of it.
  /// - Throws: `JSONError`, or what the source of bytes threw.
  public func skipValue() throws {
    try guarded {
      precondition(scanner.expectsValue, "a value cannot stand here")
      try scanner.skip()
    }
  }

  private func guarded<Result>(_ body: () throws -> Result) throws -> Result {
    if let failure { throw failure }
    do {
      return try body()
    } catch {
      failure = error
      throw error
    }
  }
}
