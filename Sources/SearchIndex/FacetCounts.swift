/// How many records of a list have each value of a facet, so that a search with one filter need not
/// read the long list of all records with that value to say how many it found.
struct FacetCounts {
  /// A list of so many records or fewer has no counts: a reader looks at their cards.
  static let mostUncounted = 64

  /// How many values each facet has.
  let sizes: [Int]
  /// By facet the value of the record at each ordinal; 0 where there is none.
  private var values: [[UInt16]]

  init(sizes: [Int]) {
    self.sizes = sizes
    values = sizes.map { _ in [] }
  }

  /// Takes in the values of the record at an ordinal, which is higher than those before.
  mutating func add(_ record: [Int], at ordinal: Int) {
    for (facet, value) in record.enumerated() {
      let gap = ordinal - values[facet].count
      if gap > 0 { values[facet].append(contentsOf: repeatElement(0, count: gap)) }
      values[facet].append(UInt16(value))
    }
  }

  /// The value of a facet of the record at an ordinal.
  func value(_ facet: Int, _ ordinal: UInt32) -> Int { Int(values[facet][Int(ordinal)]) }

  /// Writes the counts of a list that has any: all values of a facet but the first, whose count
  /// follows from the others, each as wide as the number of records.
  func write(_ ordinals: [UInt32], to writer: inout SextetWriter) {
    guard ordinals.count > FacetCounts.mostUncounted else { return }
    let width = Int.bitWidth - ordinals.count.leadingZeroBitCount
    for (facet, size) in sizes.enumerated() where size > 0 {
      let own = values[facet]
      var counts = [UInt32](repeating: 0, count: size)
      for ordinal in ordinals { counts[Int(own[Int(ordinal)])] += 1 }
      for count in counts.dropFirst() { writer.put(count, bits: width) }
    }
  }
}
