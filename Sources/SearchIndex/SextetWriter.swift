/// Bits written as characters of six bits each, the highest first.
///
/// The alphabet has no digit, no x and no vowel: whatever the bits, the leak scan cannot take
/// them for a number or a name, and never has to skip them. DISCLOSURE §1.
struct SextetWriter {
  static let alphabet = Array(
    "bcdfghjklmnpqrstvwzBCDFGHJKLMNPQRSTVWZ!#$()*+,./:;=?@[]^_`{|}~>-".utf8)

  private(set) var bytes: [UInt8] = []
  private let alphabet = SextetWriter.alphabet
  private var held: UInt64 = 0
  private var heldBits = 0

  /// Characters so far, the unfinished one not counted.
  var count: Int { bytes.count }

  /// Appends the lowest `bits` bits of a value; at most 32.
  @inline(__always)
  mutating func put(_ value: UInt32, bits: Int) {
    held = held << UInt64(bits) | UInt64(value)
    heldBits += bits
    while heldBits >= 6 {
      heldBits -= 6
      bytes.append(alphabet[Int(held >> UInt64(heldBits)) & 63])
    }
    held &= (1 << UInt64(heldBits)) - 1
  }

  /// `zeros` noughts and a one.
  @inline(__always)
  mutating func unary(_ zeros: Int) {
    var left = zeros
    while left >= 24 {
      put(0, bits: 24)
      left -= 24
    }
    put(1, bits: left + 1)
  }

  /// A number from 1 up in Elias' gamma code.
  mutating func gamma(_ value: Int) {
    let length = Int.bitWidth - value.leadingZeroBitCount
    unary(length - 1)
    put(UInt32(value) & ((1 << UInt32(length - 1)) - 1), bits: length - 1)
  }

  /// A number that is likely to be near a guess.
  mutating func near(_ value: Int, _ guess: Int) {
    let shift = Int.bitWidth - guess.leadingZeroBitCount
    gamma(value >> shift + 1)
    put(UInt32(value & (1 << shift - 1)), bits: shift)
  }

  /// Ascending numbers from `floor` up in Rice's code: gaps of about the same size.
  mutating func rice(_ values: some Sequence<UInt32>, from floor: UInt32, shift: Int) {
    var next = floor
    let mask = (UInt32(1) << UInt32(shift)) - 1
    for value in values {
      let gap = value - next
      let zeros = Int(gap >> UInt32(shift))
      if zeros + shift < 32 {
        put(1 << UInt32(shift) | gap & mask, bits: zeros + 1 + shift)
      } else {
        unary(zeros)
        put(gap & mask, bits: shift)
      }
      next = value + 1
    }
  }

  /// Fills the last character with noughts and empties the writer.
  mutating func finish() -> [UInt8] {
    if heldBits > 0 { put(0, bits: 6 - heldBits) }
    let result = bytes
    removeAll()
    return result
  }

  mutating func append(_ other: [UInt8]) { bytes.append(contentsOf: other) }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    held = 0
    heldBits = 0
  }
}
