/// The one accepted form of a signature: the DER of SEQUENCE { r INTEGER, s INTEGER } with
/// r and s in [1, n-1], every length and number in its shortest form, and nothing behind.
///
/// The library decodes leniently in places (BER lengths, extra zero bytes); two byte strings
/// must never pass for one signature, so the form is checked before the library is asked.
struct SignatureForm {
  /// 32 bytes, big endian.
  let r: [UInt8]
  /// 32 bytes, big endian.
  let s: [UInt8]

  private static let width = 32

  /// Reads strict DER; nil for any other form or a number out of range.
  init?(der: [UInt8], _ suite: Suite) {
    var reader = Reader(bytes: der)
    guard let body = reader.element(tag: 0x30), reader.atEnd else { return nil }
    var inner = Reader(bytes: body)
    guard let r = inner.element(tag: 0x02), let s = inner.element(tag: 0x02), inner.atEnd,
      let r = Self.scalar(r, suite), let s = Self.scalar(s, suite)
    else { return nil }
    self.r = r
    self.s = s
  }

  /// Reads r‖s, 64 bytes; nil for another count or a number out of range.
  init?(raw: [UInt8], _ suite: Suite) {
    guard raw.count == 2 * Self.width else { return nil }
    r = Array(raw.prefix(Self.width))
    s = Array(raw.suffix(Self.width))
    guard Self.inRange(r, suite), Self.inRange(s, suite) else { return nil }
  }

  /// The only DER of these two numbers.
  var der: [UInt8] {
    let body = Self.integer(r) + Self.integer(s)
    return [0x30, UInt8(body.count)] + body
  }

  /// The length in bytes that the outer header announces, if it is a short form.
  static func announcedLength(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 2, bytes[0] == 0x30, bytes[1] < 0x80 else { return nil }
    return 2 + Int(bytes[1])
  }

  private static func integer(_ number: [UInt8]) -> [UInt8] {
    var digits = Array(number.drop { $0 == 0 })
    if let first = digits.first, first >= 0x80 { digits.insert(0, at: 0) }
    return [0x02, UInt8(digits.count)] + digits
  }

  private static func scalar(_ content: [UInt8], _ suite: Suite) -> [UInt8]? {
    guard let first = content.first, first < 0x80 else { return nil }
    var digits = content[...]
    if first == 0 {
      // A leading zero is only there to keep a number positive.
      guard content.count > 1, content[1] >= 0x80 else { return nil }
      digits = content.dropFirst()
    }
    guard digits.count <= width else { return nil }
    let number = [UInt8](repeating: 0, count: width - digits.count) + digits
    return inRange(number, suite) ? number : nil
  }

  private static func inRange(_ number: [UInt8], _ suite: Suite) -> Bool {
    number.contains { $0 != 0 } && number.lexicographicallyPrecedes(suite.order)
  }

  /// Reads elements with a one-byte tag and a one-byte length: no signature needs more.
  private struct Reader {
    let bytes: [UInt8]
    var at = 0

    var atEnd: Bool { at == bytes.count }

    mutating func element(tag: UInt8) -> [UInt8]? {
      guard at + 2 <= bytes.count, bytes[at] == tag, bytes[at + 1] < 0x80 else { return nil }
      let start = at + 2
      let end = start + Int(bytes[at + 1])
      guard end <= bytes.count else { return nil }
      at = end
      return Array(bytes[start..<end])
    }
  }
}
