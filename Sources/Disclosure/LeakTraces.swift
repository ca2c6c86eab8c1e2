/// What of a file is kept so that a secret that becomes known later is found without reading the
/// file again: its digit runs, and which two characters stand side by side in it.
///
/// It tells too much rather than too little: what it tells is then read. DISCLOSURE §1.
public struct LeakTraces: Hashable, Sendable {
  /// Digit runs of seven and more.
  public internal(set) var runs: Set<String> = []
  /// Pairs of characters beyond ASCII, each as 24 bits of its hash.
  var pairs = PairSet()

  /// No traces.
  public init() {}

  /// Adds those of another file.
  public mutating func formUnion(_ other: LeakTraces) {
    runs.formUnion(other.runs)
    pairs.formUnion(other.pairs)
  }

  /// The traces as two lines of text.
  public var lines: String {
    "runs \(runs.sorted().joined(separator: " "))\npairs \(pairs.text)\n"
  }

  /// Reads the two lines with which a text begins.
  ///
  /// - Returns: nil when it does not begin with them.
  public init?(reading text: [UInt8]) {
    let lines = text.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
    guard lines.count > 2, lines[0].starts(with: "runs ".utf8),
      lines[1].starts(with: "pairs ".utf8), let pairs = PairSet(text: lines[1].dropFirst(6))
    else { return nil }
    runs = Set(
      lines[0].dropFirst(5).split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) })
    self.pairs = pairs
  }
}

/// A set of numbers of 24 bits, in an open table.
struct PairSet: Hashable, Sendable {
  /// One more than each number, so that 0 is empty; a power of two of places.
  private var table: [UInt32] = []
  private(set) var count = 0

  /// Two characters in 64 bits, well mixed.
  @inline(__always)
  static func hash(_ first: UInt32, _ second: UInt32) -> UInt64 {
    (UInt64(first) << 32 | UInt64(second)) &* 0x9E37_79B9_7F4A_7C15
  }

  /// The number of a pair.
  @inline(__always)
  static func number(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 40) }

  @inline(__always)
  private func place(of number: UInt32) -> Int {
    var place = Int(number) & (table.count - 1)
    while table[place] != 0, table[place] != number + 1 { place = (place + 1) & (table.count - 1) }
    return place
  }

  @inline(__always)
  mutating func insert(_ number: UInt32) {
    if count * 2 >= table.count { grow() }
    let place = place(of: number)
    guard table[place] == 0 else { return }
    table[place] = number + 1
    count += 1
  }

  func contains(_ number: UInt32) -> Bool { count > 0 && table[place(of: number)] != 0 }

  mutating func formUnion(_ other: PairSet) {
    for number in other.table where number != 0 { insert(number - 1) }
  }

  private mutating func grow() {
    let old = table
    table = Array(repeating: 0, count: max(512, old.count * 2))
    for number in old where number != 0 { table[place(of: number - 1)] = number }
  }

  /// The numbers, ascending.
  private var sorted: [UInt32] { table.filter { $0 != 0 }.map { $0 - 1 }.sorted() }

  static func == (a: PairSet, b: PairSet) -> Bool { a.count == b.count && a.sorted == b.sorted }
  func hash(into hasher: inout Hasher) { hasher.combine(sorted) }

  init() {}

  /// The differences of the numbers, ascending, five bits to a character, the lowest first; the
  /// sixth bit says that more follow.
  var text: String {
    var text: [UInt8] = []
    var last: UInt32 = 0
    for number in sorted {
      var rest = number - last
      last = number
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
