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
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      while let end = bytes[start...].firstIndex(of: UInt8(ascii: "<")) {
        append(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        literal("\\u003c")
        start = end + 1
      }
      append(UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }

  /// Writes what was written before, as it stands: a piece that many documents share.
  public mutating func piece(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }

  /// Forgets the content and keeps the room.
  public mutating func removeAll() { count = 0 }

  /// Copies bytes behind those that are there.
  @inline(__always)
  mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
    guard let from = source.baseAddress else { return }
    let place = count
    grow(by: source.count)
    room.withUnsafeMutableBufferPointer { target in
      guard let to = target.baseAddress else { return }
      (to + place).update(from: from, count: source.count)
    }
  }

  /// Makes room for bytes and counts them as written.
  @inline(__always)
  private mutating func grow(by more: Int) {
    count += more
    if count > room.count {
      room.append(contentsOf: repeatElement(0, count: max(room.count, count - room.count)))
    }
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    grow(by: 1)
    room[count - 1] = byte
  }

  /// Writes `text` escaped for element content and for attribute values alike.
  public mutating func escape(_ text: String) {
    var text = text
    text.withUTF8 { Escaping.write($0, to: &self) }
  }

  /// Escapes a literal too: a quote in it must not end the attribute's value.
  mutating func escape(_ text: StaticString) {
    Escaping.write(
      UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), to: &self)
  }

  /// Writes one of our own literals as it stands.
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
}

// MARK: - Tags

extension HTML {
  /// A start tag without attributes.
  @usableFromInline
  mutating func open(_ tag: StaticString) { write("<", tag, ">") }

  /// `<tag`; attributes follow.
  @usableFromInline
  mutating func begin(_ tag: StaticString) { write("<", tag, "") }

  @usableFromInline
  mutating func add(_ attribute: Attribute) { attribute.write(to: &self) }

  @usableFromInline
  mutating func add(_ attributes: [Attribute]) {
    for attribute in attributes { attribute.write(to: &self) }
  }

  /// The end of a start tag.
  @usableFromInline
  mutating func finish() { append(UInt8(ascii: ">")) }

  @usableFromInline
  mutating func end(_ tag: StaticString) { write("</", tag, ">") }

  /// Writes three of our own literals in one go.
  @inline(__always)
  mutating func write(_ before: StaticString, _ name: StaticString, _ after: StaticString) {
    let place = count
    grow(by: before.utf8CodeUnitCount + name.utf8CodeUnitCount + after.utf8CodeUnitCount)
    room.withUnsafeMutableBufferPointer { target in
      guard var to = target.baseAddress?.advanced(by: place) else { return }
      func copy(_ text: StaticString) {
        to.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        to += text.utf8CodeUnitCount
      }
      copy(before)
      copy(name)
      copy(after)
    }
  }
}

/// Anything that writes into an `HTML` document: the document itself, or a page that knows more.
public protocol HTMLWriting {
  /// The document that is written to.
  var html: HTML { get set }
}

// Most elements have at most two attributes: those are written without an array of them.

extension HTMLWriting {
  /// An element without attributes: `<p>…</p>`.
  @inlinable
  public mutating func element(_ tag: StaticString, content: (inout Self) -> Void) {
    html.open(tag)
    content(&self)
    html.end(tag)
  }

  /// An element with content: `<p class="lead">…</p>`.
  @inlinable
  public mutating func element(
    _ tag: StaticString, _ attribute: Attribute, content: (inout Self) -> Void
  ) {
    html.begin(tag)
    html.add(attribute)
    html.finish()
    content(&self)
    html.end(tag)
  }

  /// An element with content and several attributes.
  @inlinable
  public mutating func element(
    _ tag: StaticString, _ first: Attribute, _ second: Attribute, _ others: Attribute...,
    content: (inout Self) -> Void
  ) {
    html.begin(tag)
    html.add(first)
    html.add(second)
    html.add(others)
    html.finish()
    content(&self)
    html.end(tag)
  }

  /// An element whose attributes are put together beforehand.
  @inlinable
  public mutating func block(
    _ tag: StaticString, _ attributes: [Attribute], content: (inout Self) -> Void
  ) {
    html.begin(tag)
    html.add(attributes)
    html.finish()
    content(&self)
    html.end(tag)
  }

  /// An element without attributes that holds nothing but text.
  @inlinable
  public mutating func element(_ tag: StaticString, text: String) {
    html.open(tag)
    html.escape(text)
    html.end(tag)
  }

  /// An element that holds nothing but text.
  @inlinable
  public mutating func element(_ tag: StaticString, _ attribute: Attribute, text: String) {
    html.begin(tag)
    html.add(attribute)
    html.finish()
    html.escape(text)
    html.end(tag)
  }

  /// An element with several attributes that holds nothing but text.
  @inlinable
  public mutating func element(
    _ tag: StaticString, _ first: Attribute, _ second: Attribute, _ others: Attribute...,
    text: String
  ) {
    html.begin(tag)
    html.add(first)
    html.add(second)
    html.add(others)
    html.finish()
    html.escape(text)
    html.end(tag)
  }

  /// An element of HTML that has no content: `<br class="wide">`.
  @inlinable
  public mutating func void(_ tag: StaticString, _ attribute: Attribute) {
    html.begin(tag)
    html.add(attribute)
    html.finish()
  }

  /// An element of HTML that has several attributes and no content: `<meta …>`.
  @inlinable
  public mutating func void(
    _ tag: StaticString, _ first: Attribute, _ second: Attribute, _ others: Attribute...
  ) {
    html.begin(tag)
    html.add(first)
    html.add(second)
    html.add(others)
    html.finish()
  }

  /// An element of SVG without content: `<rect …/>`.
  @inlinable
  public mutating func shape(_ tag: StaticString, _ attributes: Attribute...) {
    html.begin(tag)
    html.add(attributes)
    html.literal("/>")
  }

  /// Text, escaped.
  @inlinable
  public mutating func text(_ text: String) { html.escape(text) }

  /// One of our own literals, as it stands.
  @inlinable
  public mutating func raw(_ markup: StaticString) { html.literal(markup) }
}
