// The decodings of the leak scan. They are lenient where a browser is: what could be read as a
// secret by some program should be.

/// One character of UTF-8; a broken one counts as itself, one byte long.
enum UTF8Step {
  @inline(__always)
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, Int) {
    let first = bytes[index]
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard length > 1, index + length <= bytes.count else { return (0xFFFD, 1) }
    var scalar = UInt32(first) & (0xFF >> UInt32(length + 1))
    for offset in 1..<length {
      let next = bytes[index + offset]
      guard next & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      scalar = scalar << 6 | UInt32(next & 0x3F)
    }
    return (scalar, length)
  }
}

/// HTML entities: numeric ones, and the named ones that matter to text and numbers.
enum Entity {
  private static let named: [String: UInt32] = [
    "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "nbsp": 0xA0,
    "ensp": 0x2002, "emsp": 0x2003, "thinsp": 0x2009, "ndash": 0x2013, "mdash": 0x2014,
    "shy": 0xAD, "middot": 0xB7, "minus": 0x2212, "hyphen": 0x2010, "dash": 0x2010,
    "zwnj": 0x200C, "zwj": 0x200D, "ZeroWidthSpace": 0x200B, "NewLine": 0x0A, "Tab": 0x09,
  ]

  /// The character that begins here and its length; `&` itself when it is no entity.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (UInt32, Int) {
    let limit = min(bytes.count, start + 24)
    var index = start + 1
    guard index < limit else { return (0x26, 1) }
    if bytes[index] == 0x23 { return numeric(bytes, at: start, limit) }
    while index < limit, bytes[index] | 0x20 >= 0x61, bytes[index] | 0x20 <= 0x7A { index += 1 }
    let name = String(decoding: bytes[start + 1..<index], as: UTF8.self)
    guard let scalar = named[name] else { return (0x26, 1) }
    let closed = index < bytes.count && bytes[index] == 0x3B
    return (scalar, index - start + (closed ? 1 : 0))
  }

  private static func numeric(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ limit: Int
  ) -> (UInt32, Int) {
    var index = start + 2
    let isHex = index < limit && bytes[index] | 0x20 == 0x78
    if isHex { index += 1 }
    let first = index
    var value: UInt32 = 0
    while index < limit, let digit = Hex.value(bytes[index]), isHex || digit < 10,
      value < 0x110000
    {
      value = value * (isHex ? 16 : 10) + UInt32(digit)
      index += 1
    }
    guard index > first else { return (0x26, 1) }
    let closed = index < bytes.count && bytes[index] == 0x3B
    return (value, index - start + (closed ? 1 : 0))
  }
}

enum Hex {
  @inline(__always)
  static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// Two or four hexadecimal digits.
  static func number(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ count: Int) -> UInt32? {
    guard start + count <= bytes.count else { return nil }
    var value: UInt32 = 0
    for index in start..<start + count {
      guard let digit = Self.value(bytes[index]) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}

/// URL escapes `%31`, JSON and script escapes `\u0031`, `\x31`, CSS escapes are not followed.
enum Escapes {
  @inline(__always)
  static func begins(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    read(bytes, at: index) != nil
  }

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (value: UInt32, isByte: Bool, length: Int)? {
    guard index + 2 < bytes.count else { return nil }
    if bytes[index] == 0x25 {
      return Hex.number(bytes, at: index + 1, 2).map { ($0, true, 3) }
    }
    if bytes[index] == 0x5C {
      switch bytes[index + 1] {
      case 0x75: return Hex.number(bytes, at: index + 2, 4).map { ($0, false, 6) }
      case 0x78: return Hex.number(bytes, at: index + 2, 2).map { ($0, false, 4) }
      default: return nil
      }
    }
    return nil
  }

  /// The content with its escapes and entities resolved once.
  static func resolved(_ content: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    content.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        if let escape = read(bytes, at: index) {
          if escape.isByte {
            result.append(UInt8(escape.value))
          } else {
            append(escape.value, to: &result)
          }
          index += escape.length
        } else if bytes[index] == 0x26 {
          let (scalar, length) = Entity.read(bytes, at: index)
          append(scalar, to: &result)
          index += length
        } else {
          result.append(bytes[index])
          index += 1
        }
      }
    }
    return result
  }

  private static func append(_ value: UInt32, to result: inout [UInt8]) {
    result.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
  }
}

/// Base64, both alphabets.
enum Base64 {
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { value(byte) != nil }

  @inline(__always)
  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x47
    case 0x30...0x39: byte + 4
    case 0x2B, 0x2D: 62
    case 0x2F, 0x5F: 63
    default: nil
    }
  }

  /// The decoded run when it reads as text, else nil: most runs are words and paths.
  static func plausible(_ run: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(run.count * 3 / 4)
    var bits: UInt32 = 0
    var count: UInt32 = 0
    for byte in run {
      guard let six = value(byte) else { return nil }
      bits = bits << 6 | UInt32(six)
      count += 6
      if count >= 8 {
        count -= 8
        let next = UInt8(truncatingIfNeeded: bits >> count)
        // The first byte that no text has ends most words and paths at once.
        if next < 0x20, next != 0x09, next != 0x0A, next != 0x0D { return nil }
        result.append(next)
      }
    }
    return String(validating: result, as: UTF8.self) == nil ? nil : result
  }
}
