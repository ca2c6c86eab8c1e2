public import Quantities

/// A quarter of several stretches as a table: each formula once, with 天数 for the days, and a row
/// for each stretch with what it comes to.
///
/// It says no less than ``DerivationWords``, in a quarter of the room: thirteen quarters with
/// interest by the month are 39 stretches. SUBSIDY §3.7.
public struct DerivationTable: Hashable, Sendable {
  /// Stretches in a row that one formula holds for.
  public struct Run: Hashable, Sendable {
    /// The days of the first stretch.
    public let days: DayRange
    /// What is said about its stretches: a cap, a changed rate, days without subsidy.
    public let remarks: [String]
    /// `利息 = 300,000.00 元 × 5.15 % × 天数 ÷ 360`, and the same for the subsidy.
    public let formulas: [String]
    /// The computations of the first stretch, in figures.
    public let example: [DerivationWords.Equation]
  }

  /// A stretch, or the sum of a month that has several.
  public struct Row: Hashable, Sendable {
    /// The days; nil for a sum.
    public let range: DayRange?
    /// How many they are.
    public let days: Int
    /// Yuan: rounded where the stretch is a rounding group of its own, otherwise exact.
    public let interest: String
    /// The same.
    public let subsidy: String
  }

  /// The formulas, in the order of their days.
  public let runs: [Run]
  /// The stretches, ascending, with sums of months where a month has several.
  public let rows: [Row]

  /// Lays out stretches; nil where a table would not say all: a single stretch, a part paid by the
  /// county above the national cap, a subsidy limited by the interest.
  public init?(segments: [DisclosedSegment]) {
    let stretches = segments.map(Stretch.init)
    let groups = Dictionary(grouping: stretches, by: \.segment.group)
    guard segments.count > 1, !stretches.contains(where: \.hasLocalPart),
      groups.values.allSatisfy({ !Self.isLimited($0) })
    else { return nil }
    var runs: [Run] = []
    for stretch in stretches {
      let formulas = stretch.formulas
      if let last = runs.last, last.formulas == formulas, last.remarks == stretch.remarks {
        continue
      }
      runs.append(
        Run(
          days: stretch.segment.days, remarks: stretch.remarks, formulas: formulas,
          example: stretch.equations(rounded: groups[stretch.segment.group]?.count == 1)))
    }
    self.runs = runs
    rows = groups.keys.sorted().flatMap { key in
      Self.rows(of: groups[key] ?? [], withSum: groups.count > 1)
    }
  }

  /// SUBSIDY §3.4: never more than the interest of the eligible days, compared before rounding.
  private static func isLimited(_ group: [Stretch]) -> Bool {
    let computed = Stretch.total(group.map(\.subsidy))
    let ceiling = Stretch.total(group.map(\.eligibleInterest))
    return computed.numerator * ceiling.denominator > ceiling.numerator * computed.denominator
  }

  private static func rows(of group: [Stretch], withSum: Bool) -> [Row] {
    func row(_ range: DayRange?, _ days: Int, _ interest: ExactFen, _ subsidy: ExactFen) -> Row {
      func text(_ amount: ExactFen) -> String {
        range == nil || group.count == 1 ? Written.money(amount.rounded) : Written.exact(amount)
      }
      return Row(range: range, days: days, interest: text(interest), subsidy: text(subsidy))
    }
    let rows = group.map { stretch in
      let days = stretch.segment.days
      return row(days, days.count, stretch.interest, stretch.subsidy)
    }
    guard withSum, group.count > 1 else { return rows }
    return rows + [
      row(
        nil, rows.reduce(0) { $0 + $1.days }, Stretch.total(group.map(\.interest)),
        Stretch.total(group.map(\.subsidy)))
    ]
  }
}

extension Stretch {
  /// Its computations in figures.
  func equations(rounded: Bool) -> [Equation] {
    var equations: [Equation] = []
    if segment.bearsInterest { equations.append(interestEquation(rounded: rounded)) }
    if isSubsidised { equations.append(subsidyEquation(rounded: rounded, name: "财政贴息")) }
    return equations
  }

  /// The same for any number of days.
  fileprivate var formulas: [String] { equations(rounded: true).map(\.formula) }
}

extension DerivationWords.Equation {
  /// `利息 = 300,000.00 元 × 5.15 % × 天数 ÷ 360`.
  fileprivate var formula: String {
    result.name + " = "
      + terms.map { term in
        let figure = term.name == "天数" ? term.name : term.figure
        return term.sign.isEmpty ? figure : " \(term.sign) \(figure)"
      }.joined()
  }
}
