public import LoanBook
public import Quantities

/// What one note or movement adds to a figure of the fund.
public struct FundContribution: Hashable, Sendable {
  /// Where it comes from.
  public enum Source: Hashable, Sendable {
    case note(NoteKey)
    /// A movement, by its place among those taken, from 0.
    case movement(Int)
  }
  /// The figure, one that sums.
  public var measure: FundMeasure
  /// The note or movement.
  public var source: Source
  /// The amount; of the fund's balance it may be negative.
  public var value: Fen
}

/// Sums the guarantee fund and what it guarantees at the end of a day: movements and notes in any
/// order. Its memory grows with the number of banks alone.
public struct FundTally: Sendable {
  /// The day on whose end the fund is looked at.
  public let day: Day

  private let rules: FundRules
  private let lastYear: ExactRatio?
  private let year: DayRange
  private var sums: [FundMeasure: Fen] = [:]
  private var deposits: [Depositor: Fen] = [:]
  private var banks: [PartyCode: FundBank] = [:]
  private var movements = 0
  private var withoutRule: Set<Day> = []

  /// Begins at zero.
  ///
  /// - Parameters:
  ///   - day: the day on whose end the fund is looked at.
  ///   - lastYear: the repayment rate of due loans of the calendar year before it:
  ///     `recoveryRate.year` of a tally over that year. Nil when nothing fell due.
  public init(_ rules: FundRules, at day: Day, lastYear: ExactRatio?) {
    self.rules = rules
    self.day = day
    self.lastYear = lastYear
    let newYear = Day(year: day.civil.year, month: 1, day: 1) ?? day
    year = DayRange(from: newYear, to: day + 1)
  }

  /// Takes a movement; one after the day does not count.
  public mutating func take(
    _ movement: FundMovement, tell: (FundContribution) -> Void = { _ in }
  ) {
    let source = FundContribution.Source.movement(movements)
    movements += 1
    guard movement.on <= day else { return }
    let measure: FundMeasure = movement.kind == .deposit ? .deposited : .withdrawn
    add(movement.amount, to: measure, from: source, tell)
    add(movement.change, to: .balance, from: source, tell)
    deposits[movement.depositor, default: .zero] += movement.change
  }

  /// Takes a note: its balance, compensations and recoveries up to the day.
  public mutating func take(
    _ note: NoteHistory, tell: (FundContribution) -> Void = { _ in }
  ) {
    guard note.terms.disbursedOn <= day else { return }
    let source = FundContribution.Source.note(note.key)
    var bank = banks[note.key.bank] ?? FundBank(bank: note.key.bank)
    var state = NoteState(note.terms)
    for event in note.events.lazy.map(\.event) where event.on <= day {
      NoteLife.evolve(&state, event)
      switch event.kind {
      case .compensation(let amount):
        guard let part = fundPart(of: amount, note.terms, on: event.on) else { continue }
        add(part, to: .compensated, from: source, tell)
        add(-part, to: .balance, from: source, tell)
        if year.contains(event.on) { bank.compensated += amount }
      case .recovery(let amount):
        // A recovery goes the way of the compensation that it recovers.
        let on = state.compensatedOn ?? event.on
        guard let part = fundPart(of: amount, note.terms, on: on) else { continue }
        add(part, to: .recovered, from: source, tell)
        add(part, to: .balance, from: source, tell)
      case .rateChange, .extension, .repayment, .overdue, .cure: continue
      }
    }
    let rule = rules.rule(on: day)
    let isGuaranteed = rule?.guarantees(note.terms) ?? true
    if isGuaranteed, year.contains(state.dueOn) { bank.due += note.terms.amount }
    if isGuaranteed, state.balance > .zero, state.compensatedOn == nil {
      let liability = rule?.liability(for: state.balance) ?? state.balance
      add(liability, to: .liability, from: source, tell)
      bank.liability += liability
    }
    banks[note.key.bank] = bank
  }

  /// The fund as it stands with everything taken so far.
  public var position: FundPosition {
    FundPosition(
      day: day, rule: rules.rule(on: day), lastYear: lastYear, sums: sums, deposits: deposits,
      banks: banks.values.sorted { $0.bank < $1.bank }, withoutRule: withoutRule.sorted())
  }

  /// The fund's part of a compensation or recovery; nil when the fund did not guarantee the note.
  /// Without a rule the fund bears all: its balance is then rather too low than too high.
  private mutating func fundPart(of amount: Fen, _ terms: Disbursement, on day: Day) -> Fen? {
    guard let rule = rules.rule(on: day) else {
      withoutRule.insert(day)
      return amount
    }
    return rule.guarantees(terms) ? rule.fundPart(of: amount) : nil
  }

  private mutating func add(
    _ amount: Fen, to measure: FundMeasure, from source: FundContribution.Source,
    _ tell: (FundContribution) -> Void
  ) {
    sums[measure, default: .zero] += amount
    tell(FundContribution(measure: measure, source: source, value: amount))
  }
}

/// A bank beside the fund.
public struct FundBank: Hashable, Sendable {
  /// The bank.
  public let bank: PartyCode
  /// The fund's liability for its notes.
  public internal(set) var liability = Fen.zero
  /// Compensations since the beginning of the year, the bank's own part among them.
  public internal(set) var compensated = Fen.zero
  /// Principal of the notes that fell due since the beginning of the year.
  public internal(set) var due = Fen.zero

  init(bank: PartyCode) { self.bank = bank }

  /// The compensation rate of the year, nil when nothing fell due.
  public var rate: ExactRatio? { ExactRatio(compensated, of: due) }
}
