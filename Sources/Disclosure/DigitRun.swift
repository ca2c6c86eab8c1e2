/// A run of digits as the leak scan meets it: 0…9, and 10 for an X that ends it.
struct DigitRun: Hashable, Sendable {
  /// So many digits lie in one number.
  static let packable = 18

  /// How many digits it has.
  private(set) var count = 0
  /// The first digits behind a one, in base 11: a run of up to ``packable`` digits is known by it.
  private(set) var packed: UInt64 = 1
  /// All digits, when there are more.
  private var long: [UInt8] = []

  /// No digits.
  init() {}

  /// The digits of a text that holds nothing else; nil for another.
  init?(text: some Sequence<UInt8>) {
    for byte in text {
      guard (0x30...0x39).contains(byte) || byte == 0x58 else { return nil }
      append(byte == 0x58 ? 10 : byte - 0x30)
    }
  }

  /// The run of a number as it was packed.
  init(packed: UInt64) {
    var rest = packed
    while rest > 1 {
      count += 1
      rest /= 11
    }
    self.packed = packed
  }

  /// Adds a digit.
  @inline(__always)
  mutating func append(_ digit: UInt8) {
    if count < DigitRun.packable {
      packed = packed &* 11 &+ UInt64(digit)
      count += 1
    } else {
      appendLong(digit)
    }
  }

  @inline(never)
  private mutating func appendLong(_ digit: UInt8) {
    if long.isEmpty { long = digits }
    long.append(digit)
    count += 1
  }

  /// Takes all digits away.
  @inline(__always)
  mutating func clear() {
    if count > DigitRun.packable { long.removeAll(keepingCapacity: true) }
    count = 0
    packed = 1
  }

  /// The digits in their order.
  var digits: [UInt8] {
    guard long.isEmpty else { return long }
    var digits = [UInt8](repeating: 0, count: count)
    var rest = packed
    for place in digits.indices.reversed() {
      digits[place] = UInt8(truncatingIfNeeded: rest % 11)
      rest /= 11
    }
    return digits
  }

  /// The digits as text.
  var text: String { String(decoding: digits.map { $0 == 10 ? 0x58 : $0 + 0x30 }, as: UTF8.self) }
}

/// Digit runs, each once.
struct RunSet: Hashable, Sendable {
  private var packed = NumberTable<UInt64>()
  private var long: Set<DigitRun> = []

  /// Adds a run.
  mutating func insert(_ run: DigitRun) {
    if run.count > DigitRun.packable {
      long.insert(run)
    } else {
      packed.insert(run.packed)
    }
  }

  /// Adds those of another set.
  mutating func formUnion(_ other: RunSet) {
    packed.formUnion(other.packed)
    long.formUnion(other.long)
  }

  /// Whether some run is as wanted.
  func contains(where isWanted: (DigitRun) -> Bool) -> Bool {
    packed.contains { isWanted(DigitRun(packed: $0)) } || long.contains(where: isWanted)
  }

  /// The runs as texts, in no order.
  var texts: [String] {
    packed.sorted.map { DigitRun(packed: $0).text } + long.map(\.text)
  }
}
