/// Every ten digits in a row of the numbers that must not be seen, in four bytes each: a million
/// people with telephone and account take some ninety megabytes, a lookup two or three memory
/// accesses. It can be kept in a file, and then grows by what is new. DISCLOSURE §1.
///
/// Ten characters of 0…9 and X are a number below 11¹⁰, so below 2³⁵. Mixed, its upper 16 bits say
/// in which bucket it lies; the other 19 lie there in order, with the kind in two bits more.
public struct NumberIndex: Sendable {
  /// Where each bucket begins, and the end.
  private var starts = [UInt32](repeating: 0, count: NumberIndex.buckets + 1)
  private var words: [UInt32] = []
  /// Numbers too short for ten digits, each with its kind: the whole run must be equal.
  private var short: [UInt64: UInt8] = [:]

  private static let buckets = 1 << 16
  private static let restBits: UInt64 = 19
  private static let restMask: UInt64 = 1 << restBits - 1

  /// Knows nothing.
  public init() {}

  /// How many windows are known.
  public var count: Int { words.count }

  /// One to one on 35 bits, so that what begins alike does not lie together.
  private static func mix(_ value: UInt64) -> UInt64 {
    (value &* 0x9E37_79B9_7F4A_7C15) & (1 << 35 - 1)
  }

  /// The kind of number that ten digits belong to; nil when they belong to none.
  func kind(ofWindow value: UInt64) -> Int? {
    let mixed = Self.mix(value)
    let (bucket, rest) = (Int(mixed >> Self.restBits), UInt32(mixed & Self.restMask))
    var (low, high) = (Int(starts[bucket]), Int(starts[bucket + 1]))
    while low < high {
      let middle = (low + high) / 2
      if words[middle] >> 2 < rest { low = middle + 1 } else { high = middle }
    }
    guard low < Int(starts[bucket + 1]), words[low] >> 2 == rest else { return nil }
    return Int(words[low] & 3)
  }

  /// The kind of a short number; nil when it is none.
  func kind(ofShort value: UInt64) -> Int? { short[value].map { Int($0) } }

  mutating func addShort(_ value: UInt64, kind: Int) { short[value] = UInt8(kind) }

  /// A window as it is collected before it is added.
  static func entry(_ value: UInt64, kind: Int) -> UInt64 { mix(value) << 2 | UInt64(kind) }

  /// Adds windows in any order; of one that is known already nothing changes.
  mutating func add(_ entries: [UInt64]) {
    if entries.isEmpty { return }
    let new = entries.sorted()
    var merged = NumberIndex()
    merged.words.reserveCapacity(words.count + new.count)
    var last: UInt64?
    func take(_ entry: UInt64) {
      if entry >> 2 == last { return }
      last = entry >> 2
      merged.words.append(UInt32(truncatingIfNeeded: entry & (Self.restMask << 2 | 3)))
      merged.starts[Int(entry >> (Self.restBits + 2)) + 1] += 1
    }
    var next = 0
    for bucket in 0..<Self.buckets {
      let above = UInt64(bucket) << (Self.restBits + 2)
      for place in Int(starts[bucket])..<Int(starts[bucket + 1]) {
        let old = above | UInt64(words[place])
        while next < new.count, new[next] >> 2 < old >> 2 {
          take(new[next])
          next += 1
        }
        take(old)
      }
    }
    while next < new.count {
      take(new[next])
      next += 1
    }
    for bucket in 0..<Self.buckets { merged.starts[bucket + 1] += merged.starts[bucket] }
    (starts, words) = (merged.starts, merged.words)
  }

  // MARK: As a file of this machine

  /// The index as bytes.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity((starts.count + words.count + short.count * 2) * 4)
    starts.withUnsafeBytes { bytes += $0 }
    words.withUnsafeBytes { bytes += $0 }
    for (value, kind) in short.sorted(by: { $0.key < $1.key }) {
      withUnsafeBytes(of: value << 8 | UInt64(kind)) { bytes += $0 }
    }
    return bytes
  }

  /// Reads what ``bytes`` gave; nil when it is none. Whether they are the same bytes is for the
  /// caller to make sure of.
  public init?(reading bytes: ArraySlice<UInt8>) {
    let head = starts.count * 4
    guard bytes.count >= head else { return nil }
    starts = Self.numbers(bytes.prefix(head))
    let (end, rest) = (Int(starts[Self.buckets]) * 4, bytes.dropFirst(head))
    guard zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }), rest.count >= end,
      (rest.count - end) % 8 == 0
    else { return nil }
    words = Self.numbers(rest.prefix(end))
    for entry: UInt64 in Self.numbers(rest.dropFirst(end)) { short[entry >> 8] = UInt8(entry & 3) }
  }

  private static func numbers<Number: FixedWidthInteger>(
    _ bytes: ArraySlice<UInt8>
  ) -> [Number] {
    let count = bytes.count / MemoryLayout<Number>.size
    return [Number](unsafeUninitializedCapacity: count) { buffer, filled in
      bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
      filled = count
    }
  }
}
