/// Whole numbers read one after another: all that passes between a page and the arithmetic.
struct Words {
  private let words: UnsafeBufferPointer<Int64>
  private var next = 0
  /// Whether a number was asked for that is not there, or one was out of its range.
  private(set) var isBroken = false

  init(_ words: UnsafeBufferPointer<Int64>) { self.words = words }

  /// Whether everything was read and was as it should be.
  var isComplete: Bool { !isBroken && next == words.count }

  /// The next number, which must lie in a range; its lower end when it does not.
  mutating func take(_ range: ClosedRange<Int64>) -> Int64 {
    guard next < words.count, range.contains(words[next]) else {
      isBroken = true
      return range.lowerBound
    }
    defer { next += 1 }
    return words[next]
  }

  /// A flag, 0 or 1.
  mutating func flag() -> Bool { take(0...1) == 1 }

  /// How many of something follow; none once something is broken.
  mutating func count(_ most: Int64) -> Int64 {
    let count = take(0...most)
    return isBroken ? 0 : count
  }
}
