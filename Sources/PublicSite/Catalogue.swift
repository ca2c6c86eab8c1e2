import Disclosure
import Quantities

/// What stays in memory of a record: enough for its line in a list.
struct ListRow: Sendable {
  let number: RecordNumber
  let project: String
  let applicant: String
  let isPerson: Bool
  let kind: BorrowerKind
  let town: Labelled
  let bank: Labelled
  let amount: Fen
  let disbursedOn: Day
  let state: LoanState
  let subsidy: Fen
}

/// Counts and sums of a set of records.
struct Tally: Hashable, Sendable {
  var count = 0
  var amount = Fen.zero
  var running = 0
  var runningAmount = Fen.zero
  var subsidy = Fen.zero

  mutating func add(_ row: ListRow) {
    count += 1
    amount += row.amount
    if row.state == .running {
      running += 1
      runningAmount += row.amount
    }
    subsidy += row.subsidy
  }
}

/// A list of records with its counts and sums.
struct FacetList: Sendable {
  let key: FacetKey
  let name: String
  var tally = Tally()
  /// Positions in `Catalogue.rows`, ascending: the oldest first.
  var members: [Int32] = []
}

/// All records as rows, and the lists they stand in.
struct Catalogue: Sendable {
  private(set) var rows: [ListRow] = []
  private(set) var lists: [FacetKey: FacetList] = [:]
  private(set) var total = Tally()
  private var known: [String: Labelled] = [:]

  /// Takes a record in.
  ///
  /// Records come in ascending order of their number.
  mutating func add(_ record: PublicRecord) {
    let row = ListRow(
      number: record.number, project: record.project, applicant: record.applicant,
      isPerson: record.kind != .enterprise, kind: record.kind, town: interned(record.town),
      bank: interned(record.bank), amount: record.amount, disbursedOn: record.disbursedOn,
      state: record.state, subsidy: record.subsidySoFar)
    let position = Int32(rows.count)
    rows.append(row)
    total.add(row)
    let names = [
      (FacetKey(kind: .town, code: record.town.code), record.town.name),
      (Catalogue.month(of: record.disbursedOn), Written.month(record.disbursedOn)),
      (FacetKey(kind: .bank, code: record.bank.code), record.bank.name),
      (FacetKey(kind: .industry, code: record.industry.code), record.industry.name),
      (Catalogue.key(of: record.kind), record.kind.word),
    ]
    for (key, name) in names {
      lists[key, default: FacetList(key: key, name: name)].take(row, at: position)
    }
  }

  /// One copy of each name, however many records carry it.
  private mutating func interned(_ label: Labelled) -> Labelled {
    if let found = known[label.code], found == label { return found }
    known[label.code] = label
    return label
  }

  static func month(of day: Day) -> FacetKey {
    FacetKey(kind: .month, code: String(day.description.prefix(7)))
  }

  static func key(of kind: BorrowerKind) -> FacetKey {
    FacetKey(kind: .kind, code: kind.rawValue.lowercased())
  }

  /// The lists of one kind: months ascending, the others by what was lent, most first.
  func lists(of kind: FacetKind) -> [FacetList] {
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
