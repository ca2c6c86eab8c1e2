public import LoanBook
public import Quantities

/// Sums of rounded lines. SUBSIDY §4: they must equal the sum of the export's rows.
public struct Amounts: Hashable, Sendable {
  /// How many lines were added.
  public var lines = 0
  /// Sum of interest (利息).
  public var interest = Fen.zero
  /// Sum of subsidy (财政贴息), national and local.
  public var subsidy = Fen.zero
  /// Sum of the borrowers' parts (个人承担).
  public var borrower = Fen.zero
  /// Sum of what is payable.
  public var payable = Fen.zero

  /// Nothing yet.
  public init() {}

  /// Adds the sums of other lines.
  mutating func add(_ other: Amounts) {
    lines += other.lines
    interest += other.interest
    subsidy += other.subsidy
    borrower += other.borrower
    payable += other.payable
  }

  /// Adds a line.
  mutating func add(_ line: SettlementLine) {
    lines += 1
    interest += line.interest
    subsidy += line.subsidy
    borrower += line.borrower
    payable += line.payable.amount
  }
}

/// Sums by a key. Lines of one bank or town mostly follow each other, so the last key found is
/// tried first.
struct Tally<Key: Hashable & Comparable & Sendable>: Sendable {
  private var amounts: [(key: Key, sum: Amounts)] = []
  private var places: [Key: Int] = [:]
  private var last = 0

  mutating func add(_ line: SettlementLine, under key: Key) {
    find(key)
    amounts[last].sum.add(line)
  }

  mutating func add(_ other: Tally) {
    for (key, sum) in other.amounts {
      find(key)
      amounts[last].sum.add(sum)
    }
  }

  private mutating func find(_ key: Key) {
    if last < amounts.count, amounts[last].key == key { return }
    if let place = places[key] {
      last = place
    } else {
      last = amounts.count
      places[key] = last
      amounts.append((key, Amounts()))
    }
  }

  /// Every key with its sum, in the order of the keys.
  var sorted: [(key: Key, amounts: Amounts)] {
    amounts.sorted { $0.key < $1.key }.map { ($0.key, $0.sum) }
  }
}

/// The running totals of a run; the memory they take does not grow with the number of notes.
public struct SettlementTotals: Sendable {
  /// Over all lines.
  public private(set) var all = Amounts()
  /// The computed subsidy by payer.
  public private(set) var subsidyByPayer = Shares()
  /// What is payable by payer.
  public private(set) var payableByPayer = Shares()
  /// How many lines are adjustments of earlier periods.
  public private(set) var adjustments = 0
  /// How many notes of the period itself have no applicable policy, and which is the first.
  public private(set) var withoutPolicy: (notes: Int, first: NoteKey?) = (0, nil)
  private var classes = [Int](repeating: 0, count: ComparisonClass.allCases.count)
  private var banks = Tally<PartyCode>()
  private var towns = Tally<String>()
  private var categories = Tally<String>()

  /// Nothing yet.
  public init() {}

  /// How many lines are of `comparison`.
  public func count(of comparison: ComparisonClass) -> Int { classes[comparison.rank] }

  /// Sums by bank, in the order of the codes.
  public var byBank: [(key: PartyCode, amounts: Amounts)] { banks.sorted }

  /// Sums by town (twelve digits), in the order of the codes. A claim without a note has no town;
  /// its line holds no money.
  public var byTown: [(key: String, amounts: Amounts)] { towns.sorted }

  /// Sums by category of entitled people, in the order of the codes. A claim without a note has
  /// none.
  public var byCategory: [(key: String, amounts: Amounts)] { categories.sorted }

  /// The totals of the lines of both, such as those of a settler and of the adjusters of one run.
  public func merged(with other: SettlementTotals) -> SettlementTotals {
    var sum = self
    sum.all.add(other.all)
    sum.subsidyByPayer = subsidyByPayer + other.subsidyByPayer
    sum.payableByPayer = payableByPayer + other.payableByPayer
    sum.adjustments += other.adjustments
    sum.withoutPolicy.notes += other.withoutPolicy.notes
    sum.withoutPolicy.first = withoutPolicy.first ?? other.withoutPolicy.first
    for place in classes.indices { sum.classes[place] += other.classes[place] }
    sum.banks.add(other.banks)
    sum.towns.add(other.towns)
    sum.categories.add(other.categories)
    return sum
  }

  mutating func add(_ line: SettlementLine) {
    all.add(line)
    if line.correction != nil {
      adjustments += 1
    } else if line.isWithoutPolicy {
      withoutPolicy.notes += 1
      withoutPolicy.first = withoutPolicy.first ?? line.key
    }
    classes[line.comparison.rank] += 1
    banks.add(line, under: line.key.bank)
    subsidyByPayer = subsidyByPayer + line.shares
    payableByPayer = payableByPayer + line.payableShares
    guard let note = line.note else { return }
    towns.add(line, under: note.town)
    categories.add(line, under: note.category)
  }
}
