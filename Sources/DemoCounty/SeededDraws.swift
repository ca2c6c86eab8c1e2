/// A stream of numbers that depends on its seed alone: SplitMix64, with integer arithmetic only.
///
/// The standard library's `random(in:using:)` may change its algorithm between versions; the
/// synthetic county must be the same bytes for a seed for ever, so the few draws it needs are
/// written out here.
struct SeededDraws: Sendable {
  private var state: UInt64

  /// A stream for a seed; `path` tells streams of the same seed apart (a borrower's index, the
  /// purpose), so that one story can be told without telling those before it.
  init(seed: UInt64, _ path: UInt64...) {
    state = SeededDraws.mix(seed)
    for part in path {
      state = SeededDraws.mix(state ^ SeededDraws.mix(part &+ 0x9E37_79B9_7F4A_7C15))
    }
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return SeededDraws.mix(state)
  }

  /// A number below `bound`, which must be at least 1. The bias of the multiplication is below
  /// bound / 2^64.
  mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "a draw needs at least one outcome")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number in a closed range.
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// Whether something happens that happens so many times in a thousand.
  mutating func chance(perMille: Int) -> Bool { below(1000) < perMille }

  /// An element of an array, each as likely as the other; the array must not be empty.
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// A value, each as likely as its weight says; the weights must not all be zero.
  mutating func weighted<Element>(_ choices: [(Element, Int)]) -> Element {
    var left = below(choices.reduce(0) { $0 + $1.1 })
    for (element, weight) in choices {
      if left < weight { return element }
      left -= weight
    }
    return choices[choices.count - 1].0
  }

  /// The finalizer of SplitMix64: every input bit reaches every output bit.
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
