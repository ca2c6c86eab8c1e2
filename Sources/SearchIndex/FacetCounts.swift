/// How many records of a list have each value of a facet, and each two values of two facets, so
/// that a search with filters need not read long lists to say how many it found.
struct FacetCounts {
  /// A list of so many records or fewer has no counts: a reader looks at their cards.
  static let mostUncounted = 64
  /// Where more combinations of values are possible, lists have no tables of them.
  private static let mostCombinations = 1 << 20

  /// How many values each facet has.
  let sizes: [Int]
  /// By facet the value of the record at each ordinal; 0 where there is none.
  private var values: [[UInt16]]
  /// The combinations that are possible.
  private let combinations: Int

  init(sizes: [Int]) {
    self.sizes = sizes
    values = sizes.map { _ in [] }
    combinations = sizes.reduce(1) { product, size in
      min(product * size, FacetCounts.mostCombinations + 1)
    }
  }

  /// Whether tables can be made.
  var hasTables: Bool { combinations <= FacetCounts.mostCombinations }

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

  /// Every two facets, the first before the second.
  var pairs: [(Int, Int)] {
    sizes.indices.flatMap { a in sizes.indices.dropFirst(a + 1).map { (a, $0) } }
  }

  /// Writes the counts of a list that has any.
  ///
  /// First all values of a facet but its first, whose count follows from the others, each as wide
  /// as the number of records. Then for every two facets the records with both values, again
  /// without the first of either, near what they would be if the facets had nothing to do with
  /// each other.
  func write(_ ordinals: [UInt32], to writer: inout SextetWriter) {
    guard ordinals.count > FacetCounts.mostUncounted else { return }
    let width = Int.bitWidth - ordinals.count.leadingZeroBitCount
    let columns = values.map { own in ordinals.map { Int(own[Int($0)]) } }
    let single = sizes.indices.map { facet in
      columns[facet].reduce(into: [Int](repeating: 0, count: sizes[facet])) { $0[$1] += 1 }
    }
    for counts in single {
      for count in counts.dropFirst() { writer.put(UInt32(count), bits: width) }
    }
    for (a, b) in pairs {
      let wide = sizes[b]
      var cells = [Int](repeating: 0, count: sizes[a] * wide)
      for place in ordinals.indices { cells[columns[a][place] * wide + columns[b][place]] += 1 }
      for row in single[a].indices.dropFirst() where single[a][row] > 0 {
        for column in single[b].indices.dropFirst() where single[b][column] > 0 {
          let guess = single[a][row] * single[b][column] / ordinals.count
          writer.near(cells[row * wide + column], guess)
        }
      }
    }
  }

  /// A list's table: how many of its records have each combination of values, for a search with
  /// three filters and more.
  ///
  /// `gamma(combinations that occur)`, those as a list, and how many records each has.
  func table(_ ordinals: [UInt32]) -> [UInt8] {
    var counts = [Int](repeating: 0, count: combinations)
    for ordinal in ordinals {
      counts[sizes.indices.reduce(0) { $0 * sizes[$1] + value($1, ordinal) }] += 1
    }
    let occurring = counts.indices.filter { counts[$0] > 0 }
    var writer = SextetWriter()
    writer.gamma(occurring.count)
    let shift = PostingList(universe: combinations).shift(occurring.count)
    writer.rice(occurring.map { UInt32($0) }, from: 0, shift: shift)
    for place in occurring { writer.near(counts[place], ordinals.count / occurring.count) }
    return writer.finish()
  }
}
