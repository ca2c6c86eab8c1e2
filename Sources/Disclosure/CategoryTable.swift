/// How many people of each town took a loan in a year, by category (人员类别), with small cells
/// hidden.
///
/// One table for each closed year and no other by category: two tables over the same people could
/// be set against each other, or against the records. A year's figures never change once it is
/// closed, so two releases tell no more than one. DISCLOSURE §4.
public struct CategoryTable: Hashable, Sendable {
  /// What is counted: people by town and category.
  public struct Count: Hashable, Sendable {
    /// The town.
    public var town: Labelled
    /// The category.
    public var category: Labelled
    /// How many people.
    public var people: Int

    /// Describes a count.
    public init(town: Labelled, category: Labelled, people: Int) {
      self.town = town
      self.category = category
      self.people = people
    }
  }

  /// The year of disbursement.
  public let year: Int
  /// The towns, ascending by code.
  public let towns: [Labelled]
  /// The categories, ascending by code, those with few people joined at the end.
  public let categories: [Labelled]
  /// By town and category; nil where a count is hidden.
  public let people: [[Int?]]
  /// By town.
  public let ofTown: [Int]
  /// By category.
  public let ofCategory: [Int]

  /// Everybody.
  public var total: Int { ofTown.reduce(0, +) }

  /// What categories are called that are too small to stand alone.
  static let others = Labelled(code: "", name: "其他类别")

  /// Lays out a year; nil when nothing of it may be told.
  public init?(year: Int, counts: [Count]) {
    let towns = Dictionary(grouping: counts, by: \.town).keys.sorted { $0.code < $1.code }
    let joined = CategoryTable.joined(counts)
    let categories = Set(counts.map(\.category)).subtracting(joined).sorted { $0.code < $1.code }
    let columns = categories + (joined.isEmpty ? [] : [CategoryTable.others])
    let table = towns.map { town in
      columns.map { column in
        counts.reduce(0) { sum, count in
          let of = joined.contains(count.category) ? CategoryTable.others : count.category
          return count.town == town && of == column ? sum + count.people : sum
        }
      }
    }
    guard let cells = SmallCells(hidingSmall: table) else { return nil }
    self.year = year
    self.towns = towns
    self.categories = columns
    people = cells.shown
    ofTown = table.map { $0.reduce(0, +) }
    ofCategory = columns.indices.map { column in table.reduce(0) { $0 + $1[column] } }
  }

  /// The categories that are told together: those with few people, and the next larger ones until
  /// they are not few together.
  private static func joined(_ counts: [Count]) -> Set<Labelled> {
    let sums = counts.reduce(into: [Labelled: Int]()) { $0[$1.category, default: 0] += $1.people }
    var joined: Set<Labelled> = []
    var sum = 0
    for (category, people) in sums.sorted(by: { ($0.value, $0.key.code) < ($1.value, $1.key.code) })
    where people < SmallCells.least || (!joined.isEmpty && sum < SmallCells.least) {
      joined.insert(category)
      sum += people
    }
    return joined
  }
}
