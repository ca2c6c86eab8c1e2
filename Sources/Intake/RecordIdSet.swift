import LoanBook

/// The record numbers of a package, to find the second of two.
///
/// A package may have millions, so 128 bits stand for each: 16 bytes instead of a text on the
/// heap. Both halves are keyed by the process, so that nobody can choose numbers that collide; by
/// chance two of 100 million do so once in 10²² packages.
struct RecordIdSet {
  private var marks: Set<Mark> = []

  /// Adds a number; false when it was there before.
  mutating func insert(_ recordId: RecordId) -> Bool {
    marks.insert(Mark(recordId)).inserted
  }

  private struct Mark: Hashable {
    private let first: UInt64
    private let second: UInt64

    init(_ recordId: RecordId) {
      first = Self.hash(recordId, 1)
      second = Self.hash(recordId, 2)
    }

    private static func hash(_ recordId: RecordId, _ half: UInt8) -> UInt64 {
      var hasher = Hasher()
      hasher.combine(half)
      hasher.combine(recordId.text)
      return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    func hash(into hasher: inout Hasher) { hasher.combine(first) }
  }
}
