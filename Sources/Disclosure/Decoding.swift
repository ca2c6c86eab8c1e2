// The decodings of the leak scan. They are lenient where a browser is: what could be read as a
// secret by some program should be.

/// One character of UTF-8; a broken one counts as itself, one byte long.
enum UTF8Step {
  /// Stands for a byte that is no UTF-8: no character at all.
  static let broken: UInt32 = 0x11_0000

  @inline(__always)
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, Int) {
    let first = bytes[index]
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard length > 1, index + length <= bytes.count else { return (broken, 1) }
    var scalar = UInt32(first) & (0xFF >> UInt32(length + 1))
    for offset in 1..<length {
      let next = bytes[index + offset]
      guard next & 0xC0 == 0x80 else { return (broken, 1) }
      scalar = scalar << 6 | UInt32(next & 0x3F)
    }
    return (scalar, length)
  }
}

/// HTML entities: numeric ones, and the named ones that matter to text and numbers.
enum Entity {
  private static let named: [String: UInt32] = [
    "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "bsol": 0x5C, "percnt": 0x25,
    "num": 0x23, "plus": 0x2B, "sol": 0x2F, "period": 0x2E, "nbsp": 0xA0, "NonBreakingSpace": 0xA0,
    "ensp": 0x2002, "emsp": 0x2003, "numsp": 0x2007, "puncsp": 0x2008, "thinsp": 0x2009,
    "ThinSpace": 0x2009, "hairsp": 0x200A, "VeryThinSpace": 0x200A, "MediumSpace": 0x205F,
    "ZeroWidthSpace": 0x200B, "NegativeThinSpace": 0x200B, "NegativeMediumSpace": 0x200B,
    "NegativeThickSpace": 0x200B, "NegativeVeryThinSpace": 0x200B, "NoBreak": 0x2060,
    "zwnj": 0x200C, "zwj": 0x200D, "lrm": 0x200E, "rlm": 0x200F, "shy": 0xAD, "hyphen": 0x2010,
    "dash": 0x2010, "ndash": 0x2013, "mdash": 0x2014, "horbar": 0x2015, "minus": 0x2212,
    "hybull": 0x2043, "NewLine": 0x0A, "Tab": 0x09, "middot": 0xB7, "centerdot": 0xB7,
    "CenterDot": 0xB7, "bull": 0x2022, "bullet": 0x2022, "sdot": 0x22C5, "sup1": 0xB9,
    "sup2": 0xB2, "sup3": 0xB3,
  ]

  /// The character that begins here and its length; `&` itself when it is no entity.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (UInt32, Int) {
    var end = start + 1
    guard end < bytes.count else { return (0x26, 1) }
    if bytes[end] == 0x23 { return numeric(bytes, at: start) }
    if let usual = usual(bytes, at: end) { return usual }
    while end < min(bytes.count, start + 24),
      (0x61...0x7A).contains(bytes[end] | 0x20) || (0x30...0x39).contains(bytes[end])
    {
      end += 1
    }
    // As a browser does: the longest name that is known, its semicolon missing or not.
    while end > start + 1 {
      if let scalar = named[String(decoding: bytes[start + 1..<end], as: UTF8.self)] {
        let closed = end < bytes.count && bytes[end] == 0x3B
        return (scalar, end - start + (closed ? 1 : 0))
      }
      end -= 1
    }
    return (0x26, 1)
  }

  /// `lt;`, `gt;` and `amp;`, of which texts in XML are full.
  private static func usual(
    _ bytes: UnsafeBufferPointer<UInt8>, at name: Int
  ) -> (UInt32, Int)? {
    guard name + 2 < bytes.count else { return nil }
    switch (bytes[name], bytes[name + 1], bytes[name + 2]) {
    case (0x6C, 0x74, 0x3B): return (0x3C, 4)
    case (0x67, 0x74, 0x3B): return (0x3E, 4)
    case (0x61, 0x6D, 0x70) where name + 3 < bytes.count && bytes[name + 3] == 0x3B:
      return (0x26, 5)
    default: return nil
    }
  }

  private static func numeric(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> (UInt32, Int) {
    var index = start + 2
    let isHex = index < bytes.count && bytes[index] | 0x20 == 0x78
    if isHex { index += 1 }
    let first = index
    var value: UInt32 = 0
    while index < bytes.count, let digit = Hex.value(bytes[index]), isHex || digit < 10,
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

/// Whether bytes, one after the other, read as UTF-8 text without control characters.
struct UTF8State {
  /// Bytes that must follow.
  private(set) var missing = 0

  /// Takes a byte; false when it cannot stand here.
  @inline(__always)
  mutating func takes(_ byte: UInt8) -> Bool {
    if missing > 0 {
      missing -= 1
      return byte & 0xC0 == 0x80
    }
    if byte < 0x80 { return byte >= 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
    guard (0xC2...0xF4).contains(byte) else { return false }
    missing = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1
    return true
  }
}
