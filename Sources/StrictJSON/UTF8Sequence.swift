/// What stands at a byte of 0x80 or more.
enum UTF8Sequence: Equatable {
  /// A character of so many bytes.
  case complete(Int)
  /// The bytes so far are right, but there are too few of them.
  case cut
  /// Not UTF-8 (Unicode table 3-7): overlong, a surrogate, beyond U+10FFFF, or out of place.
  case invalid
  /// UTF-8, but of a noncharacter.
  case noncharacter

  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, available: Int) {
    let lead = bytes[0]
    // Chinese text: three bytes, and no restriction on the second one.
    if available >= 3, lead & 0xF0 == 0xE0, lead != 0xE0, lead != 0xED, lead != 0xEF {
      let fits = (bytes[1] & 0xC0 == 0x80) && (bytes[2] & 0xC0 == 0x80)
      self = fits ? .complete(3) : .invalid
      return
    }
    self = Self.other(bytes, available: available)
  }

  @inline(never)
  private static func other(_ bytes: UnsafePointer<UInt8>, available: Int) -> UTF8Sequence {
    let count: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[0] {
    case 0xC2...0xDF: count = 2
    case 0xE0: (count, second) = (3, 0xA0...0xBF)
    case 0xED: (count, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: count = 3
    case 0xF0: (count, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: count = 4
    case 0xF4: (count, second) = (4, 0x80...0x8F)
    default: return .invalid
    }
    for index in 1..<count {
      if index == available { return .cut }
      let range = index == 1 ? second : 0x80...0xBF
      if !range.contains(bytes[index]) { return .invalid }
    }
    var scalar = UInt32(bytes[0]) & (count == 2 ? 0x1F : count == 3 ? 0x0F : 0x07)
    for index in 1..<count { scalar = scalar << 6 | UInt32(bytes[index] & 0x3F) }
    return isNoncharacter(scalar) ? .noncharacter : .complete(count)
  }
}
