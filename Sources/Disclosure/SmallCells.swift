/// A table of counts of people with its small cells hidden, so that none of them can be computed
/// from what is shown.
///
/// Rows and columns are by something that must not be told of anyone. The sums of all rows and of
/// all columns are taken as known, whether they are printed or not. A cell under ``least`` is
/// hidden, zero too: an empty row beside one full cell would tell of everybody in that cell. Then
/// more cells are hidden until each hidden one could be any of at least ``least`` numbers for all
/// that the table tells. A table of which nothing would be left is not shown at all. DISCLOSURE §4.
public struct SmallCells: Hashable, Sendable {
  /// The smallest count that is shown.
  public static let least = 5

  /// The counts by row and column; nil where one is hidden.
  public let shown: [[Int?]]

  /// Hides what must be hidden; nil when the table must not be shown.
  ///
  /// - Parameter counts: rows of equal length, nothing below nought.
  public init?(hidingSmall counts: [[Int]]) {
    guard let width = counts.first?.count, width > 1, counts.count > 1 else { return nil }
    precondition(counts.allSatisfy { $0.count == width && $0.allSatisfy { $0 >= 0 } })
    var table = HiddenCells(counts: counts)
    guard table.close() else { return nil }
    shown = counts.indices.map { row in
      counts[row].indices.map { table.isHidden[row][$0] ? nil : counts[row][$0] }
    }
    guard shown.joined().contains(where: { $0 != nil }) else { return nil }
  }
}

/// Which cells of a table are hidden, and how much each of them could differ.
private struct HiddenCells {
  let counts: [[Int]]
  var isHidden: [[Bool]]
  private var height: Int { counts.count }
  private var width: Int { counts[0].count }

  init(counts: [[Int]]) {
    self.counts = counts
    isHidden = counts.map { $0.map { $0 < SmallCells.least } }
  }

  /// Hides more cells until every hidden one is safe; false when hiding all is not enough.
  mutating func close() -> Bool {
    // To hide more never narrows what a cell could be: once safe, it stays so.
    var left = cells { isHidden[$0][$1] }
    while let (row, column) = left.last {
      if isSafe(row, column) {
        left.removeLast()
        continue
      }
      let new = companions(of: row, column)
      if new.isEmpty { return false }
      for (row, column) in new { isHidden[row][column] = true }
      left = new + left
    }
    return true
  }

  private func cells(where body: (Int, Int) -> Bool) -> [(Int, Int)] {
    (0..<height).flatMap { row in
      (0..<width).filter { body(row, $0) }.map { (row, $0) }
    }
  }

  /// What to hide beside a cell: the corners of a rectangle with it that cost least and let it
  /// differ enough; where there is none, its row, then its column, then all.
  private func companions(of row: Int, _ column: Int) -> [(Int, Int)] {
    var best: (cost: Int, corners: [(Int, Int)])?
    for other in 0..<height where other != row {
      for second in 0..<width where second != column {
        let more = min(counts[row][second], counts[other][column])
        let less = min(counts[row][column], counts[other][second])
        guard more + less >= SmallCells.least - 1 else { continue }
        let new = [(row, second), (other, column), (other, second)].filter { !isHidden[$0][$1] }
        let cost = new.reduce(0) { $0 + counts[$1.0][$1.1] }
        if !new.isEmpty, cost < best?.cost ?? .max { best = (cost, new) }
      }
    }
    if let best { return best.corners }
    for choice in [
      cells(where: { i, _ in i == row }), cells(where: { _, j in j == column }),
      cells(where: { _, _ in true }),
    ] {
      let new = choice.filter { !isHidden[$0][$1] }
      if !new.isEmpty { return new }
    }
    return []
  }

  /// Whether a hidden cell could be any of `least` numbers: how far it can grow and shrink while
  /// all sums and all shown cells stay as they are.
  private func isSafe(_ row: Int, _ column: Int) -> Bool {
    let wanted = SmallCells.least - 1
    let more = flow(from: height + column, to: row, past: (row, column), atMost: wanted)
    guard more < wanted else { return true }
    let less = flow(
      from: row, to: height + column, past: (row, column),
      atMost: min(wanted - more, counts[row][column]))
    return more + less >= wanted
  }

  /// How many can be moved from one line of the table to another through hidden cells: from a row
  /// to a column by adding to their cell, from a column to a row by taking from it, as many as it
  /// has. This is the largest flow, and all that the sums leave open.
  private func flow(
    from start: Int, to end: Int, past cell: (row: Int, column: Int), atMost most: Int
  ) -> Int {
    let size = height + width
    var room = [[Int]](repeating: [Int](repeating: 0, count: size), count: size)
    for (row, column) in cells(where: { isHidden[$0][$1] && ($0, $1) != cell }) {
      room[row][height + column] = most
      room[height + column][row] = counts[row][column]
    }
    var moved = 0
    while moved < most, let path = HiddenCells.path(from: start, to: end, in: room) {
      let steps = Array(zip(path, path.dropFirst()))
      let amount = min(most - moved, steps.map { room[$0][$1] }.min() ?? 0)
      for (a, b) in steps {
        room[a][b] -= amount
        room[b][a] += amount
      }
      moved += amount
    }
    return moved
  }

  /// A shortest way with room on each step.
  private static func path(from start: Int, to end: Int, in room: [[Int]]) -> [Int]? {
    var came = [Int?](repeating: nil, count: room.count)
    came[start] = start
    var queue = [start]
    var next = 0
    while next < queue.count, came[end] == nil {
      let here = queue[next]
      next += 1
      for there in room.indices where came[there] == nil && room[here][there] > 0 {
        came[there] = here
        queue.append(there)
      }
    }
    guard came[end] != nil else { return nil }
    var path = [end]
    while let last = path.last, last != start, let before = came[last] { path.append(before) }
    return path.reversed()
  }
}
