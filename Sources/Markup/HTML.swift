/// HTML and SVG written straight into bytes.
///
/// Text and attribute values are always escaped; tag and attribute names and raw markup are
/// `StaticString`, so only our own literals can be markup.
public struct HTML: HTMLWriting, Sendable {
  /// Room for the bytes; only the first `count` mean something.
  ///
  /// Writing into room that is there costs half of what appending to an array does.
  private var room: [UInt8]
  private var count = 0

  /// An empty document with room for `capacity` bytes; it grows as needed.
  public init(capacity: Int = 8192) { room = [UInt8](repeating: 0, count: max(64, capacity)) }

  /// The UTF-8 bytes so far.
  public var bytes: [UInt8] { Array(room[0..<count]) }

  /// The document itself, so that it can be written to like anything that holds one.
  public var html: HTML {
    _read { yield self }
    _modify { yield &self }
  }

  /// How many bytes there are so far.
  public var length: Int { count }

  /// Writes JSON into a `script` element that holds data: without `<`, which it carries as
  /// `\u003c`, no content can end the element.
  public mutating func json(_ text: String) {
    for byte in text.utf8 {
      if byte == UInt8(ascii: "<") { literal("\\u003c") } else { append(byte) }
    }
  }

  /// Forgets the content and keeps the room.
  public mutating func removeAll() { count = 0 }

  /// Copies bytes behind those that are there.
  @inline(__always)
  mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
    guard let from = source.baseAddress else { return }
    let end = count + source.count
    if end > room.count {
      room.append(contentsOf: repeatElement(0, count: max(room.count, end - room.count)))
    }
    room.withUnsafeMutableBufferPointer { target in
      guard let to = target.baseAddress else { return }
      (to + count).update(from: from, count: source.count)
    }
    count = end
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if count == room.count { room.append(contentsOf: repeatElement(0, count: count)) }
    room[count] = byte
    count += 1
  }

  /// Writes `text` escaped for element content and for attribute values alike.
  @inline(__always)
  public mutating func escape(_ text: some StringProtocol) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { Escaping.write($0, to: &self) }
    if done == nil {
      Array(text.utf8).withUnsafeBufferPointer { Escaping.write($0, to: &self) }
    }
  }

  /// Escapes a literal too: a quote in it must not end the attribute's value.
  mutating func escape(_ text: StaticString) {
    Escaping.write(
      UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), to: &self)
  }

  /// Writes one of our own literals as it stands.
  @inline(__always)
  public mutating func literal(_ markup: StaticString) {
    append(UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }

  /// Writes a whole number.
  public mutating func number(_ value: Int) {
    if value < 0 { append(UInt8(ascii: "-")) }
    let size = value.magnitude
    var unit: UInt = 1
    while size / unit >= 10 { unit *= 10 }
    while unit > 0 {
      append(0x30 + UInt8(truncatingIfNeeded: size / unit % 10))
      unit /= 10
    }
  }

  @inline(__always)
  mutating func start(_ tag: StaticString, _ attributes: [Attribute]) {
    append(UInt8(ascii: "<"))
    literal(tag)
    for attribute in attributes { attribute.write(to: &self) }
  }

  @inline(__always)
  mutating func end(_ tag: StaticString) {
    append(UInt8(ascii: "<"))
    append(UInt8(ascii: "/"))
    literal(tag)
    append(UInt8(ascii: ">"))
  }
}

/// Anything that writes into an `HTML` document: the document itself, or a page that knows more.
public protocol HTMLWriting {
  /// The document that is written to.
  var html: HTML { get set }
}

extension HTMLWriting {
  /// An element with content: `<p class="lead">…</p>`.
  @inlinable
  public mutating func element(
    _ tag: StaticString, _ attributes: Attribute..., content: (inout Self) -> Void
  ) {
    open(tag, attributes)
    content(&self)
    close(tag)
  }

  /// An element whose attributes are put together beforehand.
  @inlinable
  public mutating func block(
    _ tag: StaticString, _ attributes: [Attribute], content: (inout Self) -> Void
  ) {
    open(tag, attributes)
    content(&self)
    close(tag)
  }

  /// An element that holds nothing but text.
  @inlinable
  public mutating func element(_ tag: StaticString, _ attributes: Attribute..., text: String) {
    open(tag, attributes)
    html.escape(text)
    close(tag)
  }

  /// An element of HTML that has no content: `<meta …>`, `<br>`.
  @inlinable
  public mutating func void(_ tag: StaticString, _ attributes: Attribute...) {
    open(tag, attributes)
  }

  /// An element of SVG without content: `<rect …/>`.
  public mutating func shape(_ tag: StaticString, _ attributes: Attribute...) {
    html.start(tag, attributes)
    html.literal("/>")
  }

  /// Text, escaped.
  @inlinable
  public mutating func text(_ text: String) { html.escape(text) }

  /// One of our own literals, as it stands.
  @inlinable
  public mutating func raw(_ markup: StaticString) { html.literal(markup) }

  /// A start tag.
  ///
  /// Use `element` wherever it can be.
  @usableFromInline
  mutating func open(_ tag: StaticString, _ attributes: [Attribute]) {
    html.start(tag, attributes)
    html.literal(">")
  }

  /// An end tag.
  @usableFromInline
  mutating func close(_ tag: StaticString) { html.end(tag) }
}
