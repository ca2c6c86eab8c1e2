/// What a file is made from, as a number: equal stamps at the same place mean equal bytes, so that
/// the file need not be made again.
///
/// 128 bits, from everything that goes into the file. Not for security: nobody else chooses what
/// goes in. DISCLOSURE §5.
public struct Stamp: Hashable, Sendable, CustomStringConvertible {
  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads 32 hexadecimal digits, small letters.
  init?(_ digits: ArraySlice<UInt8>) {
    guard digits.count == 32 else { return nil }
    var halves: (high: UInt64, low: UInt64) = (0, 0)
    for digit in digits {
      let value: UInt8
      switch digit {
      case 0x30...0x39: value = digit - 0x30
      case 0x61...0x66: value = digit - 0x61 + 10
      default: return nil
      }
      halves.high = halves.high << 4 | halves.low >> 60
      halves.low = halves.low << 4 | UInt64(value)
    }
    self.init(high: halves.high, low: halves.low)
  }

  /// 32 hexadecimal digits.
  public var description: String { Stamp.hex(high) + Stamp.hex(low) }

  private static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// A stamp of what `body` adds.
  public static func of(_ body: (inout StampBuilder) -> Void) -> Stamp {
    var builder = StampBuilder()
    body(&builder)
    return builder.stamp
  }
}

/// Collects what a file is made from.
public struct StampBuilder: Sendable {
  private var a: UInt64 = 0x243F_6A88_85A3_08D3
  private var b: UInt64 = 0x1319_8A2E_0370_7344

  /// Begins with nothing.
  public init() {}

  /// Adds a number.
  @inline(__always)
  public mutating func add(_ value: UInt64) {
    let x = (a ^ value).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    let y = (b &+ value).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    a = x.high ^ x.low &+ 0xA076_1D64_78BD_642F
    b = y.high &+ y.low ^ a
  }

  /// Adds a number.
  @inline(__always)
  public mutating func add(_ value: Int) { add(UInt64(bitPattern: Int64(value))) }

  /// Adds bytes, with how many they are.
  public mutating func add(_ bytes: some Sequence<UInt8>) {
    var word: UInt64 = 0
    var count = 0
    for byte in bytes {
      word = word << 8 | UInt64(byte)
      count += 1
      if count & 7 == 0 {
        add(word)
        word = 0
      }
    }
    if count & 7 != 0 { add(word) }
    add(count)
  }

  /// Adds a text.
  public mutating func add(_ text: String) { add(text.utf8) }

  /// Adds another stamp.
  public mutating func add(_ stamp: Stamp) {
    add(stamp.high)
    add(stamp.low)
  }

  /// The stamp of what was added.
  public var stamp: Stamp {
    var last = self
    last.add(0x5851_F42D_4C95_7F2D as UInt64)
    return Stamp(high: last.a, low: last.b)
  }
}
