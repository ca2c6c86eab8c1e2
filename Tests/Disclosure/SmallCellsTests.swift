import Disclosure
import TestKit
import Testing

/// No hidden cell can be computed: tried by listing every table that fits what is told.
@Suite("Small cells")
struct SmallCellsTests {
  /// The numbers that each hidden cell takes in the tables with these sums and shown cells.
  private struct Reader {
    let shown: [[Int?]]
    var rows: [Int]
    var columns: [Int]
    var cells: [[Int]]
    var seen: [[Set<Int>]]

    init(_ shown: [[Int?]], of counts: [[Int]]) {
      self.shown = shown
      rows = counts.map { $0.reduce(0, +) }
      columns = counts[0].indices.map { column in counts.reduce(0) { $0 + $1[column] } }
      cells = counts.map { $0.map { _ in 0 } }
      seen = counts.map { $0.map { _ in [] } }
      fill(0)
    }

    private mutating func fill(_ place: Int) {
      let width = columns.count
      guard place < rows.count * width else {
        guard columns.allSatisfy({ $0 == 0 }) else { return }
        for row in rows.indices {
          for column in 0..<width { seen[row][column].insert(cells[row][column]) }
        }
        return
      }
      let (row, column) = (place / width, place % width)
      let most = min(rows[row], columns[column])
      let values = shown[row][column].map { $0...$0 } ?? 0...most
      for value in values where value <= most {
        // The last of a row takes what is left.
        if column == width - 1, value != rows[row] { continue }
        cells[row][column] = value
        rows[row] -= value
        columns[column] -= value
        fill(place + 1)
        rows[row] += value
        columns[column] += value
      }
    }
  }

  @Test("every hidden cell could be five numbers, every shown one is five or more")
  func nothingIsComputed() {
    var (tables, complements, refused) = (0, 0, 0)
    for seed in 1...400 as ClosedRange<UInt64> {
      var random = SeededRandom(seed: seed)
      let height = Int.random(in: 2...3, using: &random)
      let width = Int.random(in: 2...3, using: &random)
      let most = [6, 9, 14].randomElement(using: &random) ?? 6
      let counts = (0..<height).map { _ in
        (0..<width).map { _ in
          Int.random(in: 0...(Bool.random(using: &random) ? most : 5), using: &random)
        }
      }
      guard let shown = SmallCells(hidingSmall: counts)?.shown else {
        refused += 1
        continue
      }
      tables += 1
      let reader = Reader(shown, of: counts)
      for row in 0..<height {
        for column in 0..<width {
          let place = "seed \(seed): \(counts) → \(shown), \(row)/\(column)"
          if let value = shown[row][column] {
            #expect(value == counts[row][column] && value >= SmallCells.least, "\(place)")
          } else {
            if counts[row][column] >= SmallCells.least { complements += 1 }
            #expect(reader.seen[row][column].contains(counts[row][column]), "\(place)")
            #expect(reader.seen[row][column].count >= SmallCells.least, "\(place)")
          }
        }
      }
    }
    // The property is not empty.
    #expect(tables > 30 && complements > 30 && refused > 30, "\(tables) \(complements) \(refused)")
  }

  @Test(
    "tables that would tell of somebody",
    arguments: [
      // Everybody of a town has one category: the town's row is hidden with another's.
      ([[9, 0, 0], [20, 20, 20], [20, 20, 20]], true),
      // One small cell would follow from its row: nothing of so small a table is left.
      ([[3, 20], [20, 20]], false),
      ([[3, 20, 30], [20, 20, 30]], true),
      // Nothing to hide.
      ([[5, 20], [20, 20]], true),
      // Too few people for any table.
      ([[1, 1], [1, 1]], false), ([[0, 0], [0, 0]], false), ([[40, 0], [0, 40]], false),
      // No table at all.
      ([[40, 50]], false), ([[40], [50]], false), ([], false),
    ] as [([[Int]], Bool)])
  func known(_ counts: [[Int]], isShown: Bool) {
    let cells = SmallCells(hidingSmall: counts)
    #expect((cells != nil) == isShown)
    if counts == [[5, 20], [20, 20]] { #expect(cells?.shown == counts) }
    if counts.first == [3, 20, 30] {
      #expect(cells?.shown == [[nil, nil, 30], [nil, nil, 30]])
    }
    if counts.first == [9, 0, 0] { #expect(cells?.shown[0] == [nil, nil, nil]) }
  }

  @Test("a county's size is no hurdle")
  func large() {
    var random = SeededRandom(seed: 9)
    let counts = (0..<40).map { _ in
      (0..<14).map { _ in Int.random(in: 0...30, using: &random) }
    }
    let shown = SmallCells(hidingSmall: counts)?.shown
    #expect(shown?.joined().contains { $0 != nil } == true)
  }
}
