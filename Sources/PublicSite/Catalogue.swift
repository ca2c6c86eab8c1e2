import Disclosure
public import Quantities

/// Counts and sums of a set of records.
public struct Tally: Hashable, Sendable {
  /// Records.
  public internal(set) var count = 0
  /// What was lent.
  public internal(set) var amount = Fen.zero
  /// Records in 在贷.
  public internal(set) var running = 0
  /// What was lent to those.
  public internal(set) var runningAmount = Fen.zero
  /// What approved runs have paid.
  public internal(set) var subsidy = Fen.zero

  mutating func add(_ row: ListRow) {
    count += 1
    amount += row.amount
    if row.state == .running {
      running += 1
      runningAmount += row.amount
    }
    subsidy += row.subsidy
  }

  mutating func add(_ other: Tally) {
    count += other.count
    amount += other.amount
    running += other.running
    runningAmount += other.runningAmount
    subsidy += other.subsidy
  }
}

/// A list of records with its counts and sums.
public struct FacetList: Sendable {
  /// What it is a list of.
  public let key: FacetKey
  /// Its name in the words of the site.
  public let name: String
  /// Its counts and sums.
  public internal(set) var tally = Tally()
  /// Places in `Catalogue.rows`, ascending: the oldest first.
  public internal(set) var members: [Int32] = []
}

/// All records as rows, and the lists they stand in.
public struct Catalogue: Sendable {
  /// The records that stand, ascending by number.
  public private(set) var rows = CatalogueRows()
  /// The lists by what they are lists of.
  public private(set) var lists: [FacetKey: FacetList] = [:]
  /// Counts and sums of all records.
  public private(set) var total = Tally()
  /// Where the lists of a label's code stand in `builders`, by kind.
  private var builders: [FacetList] = []
  private var places: [FacetKey: Int] = [:]
  private var lastMonth: (day: Day, place: Int)?

  init() {}

  /// Takes a record in; records come in ascending order of their number.
  mutating func add(_ row: ListRow) {
    let position = Int32(rows.count)
    rows.append(row)
    total.add(row)
    let month = row.disbursedOn
    if lastMonth?.day != month {
      lastMonth = (month, place(Catalogue.month(of: month), Written.month(month)))
    }
    let places = [
      place(FacetKey(kind: .town, code: row.town.code), row.town.name),
      lastMonth?.place ?? 0,
      place(FacetKey(kind: .bank, code: row.bank.code), row.bank.name),
      place(FacetKey(kind: .industry, code: row.industry.code), row.industry.name),
      place(Catalogue.key(of: row.kind), row.kind.word),
    ]
    for place in places { builders[place].take(row, at: position) }
  }

  private mutating func place(_ key: FacetKey, _ name: @autoclosure () -> String) -> Int {
    if let place = places[key] { return place }
    builders.append(FacetList(key: key, name: name()))
    places[key] = builders.count - 1
    return builders.count - 1
  }

  /// Puts the lists into their place once all records are there.
  mutating func finish() {
    lists = Dictionary(uniqueKeysWithValues: builders.map { ($0.key, $0) })
    builders = []
    places = [:]
    lastMonth = nil
  }

  static func month(of day: Day) -> FacetKey {
    FacetKey(kind: .month, code: String(day.description.prefix(7)))
  }

  static func key(of kind: BorrowerKind) -> FacetKey {
    FacetKey(kind: .kind, code: kind.rawValue.lowercased())
  }

  /// The lists of one kind: months ascending, the others by what was lent, most first.
  public func lists(of kind: FacetKind) -> [FacetList] {
    lists.values.filter { $0.key.kind == kind }.sorted { a, b in
      if kind == .month || a.tally.amount == b.tally.amount { return a.key.code < b.key.code }
      return a.tally.amount > b.tally.amount
    }
  }
}

extension FacetList {
  fileprivate mutating func take(_ row: ListRow, at position: Int32) {
    tally.add(row)
    members.append(position)
  }
}

extension BorrowerKind {
  /// The kind in the words of the site.
  var word: String {
    switch self {
    case .individual: "个人创业"
    case .partnership: "合伙创业"
    case .enterprise: "小微企业"
    }
  }
}

extension FacetKind {
  /// What the list sorts by, in the words of the site.
  var word: String {
    switch self {
    case .town: "乡镇"
    case .month: "放款月份"
    case .bank: "经办银行"
    case .industry: "行业"
    case .kind: "借款人类型"
    }
  }
}
