/// Which two characters stand side by side, as numbers of 24 bits.
struct PairSet: Hashable, Sendable {
  /// One more than each number.
  private var numbers = NumberTable<UInt32>()

  /// Two characters in 64 bits, well mixed.
  @inline(__always)
  static func hash(_ first: UInt32, _ second: UInt32) -> UInt64 {
    (UInt64(first) << 32 | UInt64(second)) &* 0x9E37_79B9_7F4A_7C15
  }

  /// The number of a pair.
  @inline(__always)
  static func number(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 40) }

  /// How many there are.
  var count: Int { numbers.count }

  @inline(__always)
  mutating func insert(_ number: UInt32) { numbers.insert(number + 1) }

  func contains(_ number: UInt32) -> Bool { numbers.contains(number + 1) }

  mutating func formUnion(_ other: PairSet) { numbers.formUnion(other.numbers) }

  init() {}

  /// The differences of the numbers, ascending, five bits to a character, the lowest first; the
  /// sixth bit says that more follow.
  var text: String {
    var text: [UInt8] = []
    var last: UInt32 = 0
    for number in numbers.sorted {
      var rest = number - 1 - last
      last = number - 1
      while rest > 31 {
        text.append(PairSet.digits[Int(rest & 31 | 32)])
        rest >>= 5
      }
      text.append(PairSet.digits[Int(rest)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  init?(text: ArraySlice<UInt8>) {
    var last: UInt32 = 0
    var number: UInt32 = 0
    var shift: UInt32 = 0
    for byte in text {
      let bits = PairSet.values[Int(byte)]
      guard bits < 64, shift < 25 else { return nil }
      number |= UInt32(bits & 31) << shift
      shift += 5
      if bits & 32 == 0 {
        last &+= number
        guard last < 1 << 24 else { return nil }
        insert(last)
        (number, shift) = (0, 0)
      }
    }
    guard shift == 0 else { return nil }
  }

  private static let digits = Array(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_".utf8)
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 64, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()
}
