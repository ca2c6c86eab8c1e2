import LoanBook
import Quantities
import Subsidy

/// What one note adds to each figure of a period, by the figure's place. STATISTICS "Figures".
///
/// Of a personal measure it is the note's own figure; the tally takes the largest of a person.
struct NoteFigures {
  private(set) var values = [Int64](repeating: 0, count: StatisticsFigure.all.count)
  private let period: StatisticsPeriod

  init(of note: NoteWithSubsidies, in period: StatisticsPeriod) {
    self.period = period
    take(note.subsidies)
    let history = note.history
    // What happened after the period is not known in it.
    guard history.terms.disbursedOn < period.days.to else { return }
    disbursed(history.terms)
    let state = take(history)
    due(history.terms, state)
    balance(state)
  }

  private mutating func disbursed(_ terms: Disbursement) {
    add(.disbursedNotes, 1, on: terms.disbursedOn)
    add(.disbursedAmount, terms.amount.value, on: terms.disbursedOn)
    switch terms.borrower.kind {
    case .individual: add(.supportedPersons, 1, on: terms.disbursedOn)
    case .partnership:
      add(.supportedPersons, Int64(terms.borrower.partners), on: terms.disbursedOn)
    case .enterprise: add(.supportedEnterprises, 1, on: terms.disbursedOn)
    }
    add(.jobs, Int64(terms.project.jobs ?? 0), on: terms.disbursedOn)
  }

  /// Walks the events up to the end of the period. The ledger holds only events that the note's
  /// life allows, so they are not judged again.
  private mutating func take(_ history: NoteHistory) -> NoteAtEnd {
    var end = NoteAtEnd(state: NoteState(history.terms), repaid: .zero)
    let past = history.events.lazy.map(\.event).filter { [period] in $0.on < period.days.to }
    let compensatedOn = past.first { $0.kind.type == .compensation }?.on ?? .farFuture
    for event in past {
      // From the day of compensation on, what comes in is the guarantor's.
      if case .repayment(let principal, _, _) = event.kind, event.on < compensatedOn {
        end.repaid += principal
        add(.repaidPrincipal, principal.value, on: event.on)
      }
      if case .compensation(let amount) = event.kind {
        if end.state.compensatedOn == nil { add(.compensatedNotes, 1, on: event.on) }
        add(.compensatedAmount, amount.value, on: event.on)
      }
      if case .recovery(let amount) = event.kind {
        add(.recoveredAmount, amount.value, on: event.on)
      }
      NoteLife.evolve(&end.state, event)
    }
    return end
  }

  private mutating func due(_ terms: Disbursement, _ end: NoteAtEnd) {
    guard end.state.dueOn < period.days.to else { return }
    add(.dueNotes, 1, on: end.state.dueOn)
    add(.duePrincipal, terms.amount.value, on: end.state.dueOn)
    add(.dueRepaid, end.repaid.value, on: end.state.dueOn)
  }

  private mutating func balance(_ end: NoteAtEnd) {
    let balance = end.state.balance
    guard balance > .zero, end.state.compensatedOn == nil else { return }
    add(.balanceNotes, 1)
    add(.balanceAmount, balance.value)
    add(.balancePersons, 1)
    guard let days = end.state.overdueDays(at: period.lastDay) else { return }
    add(.overdueNotes, 1)
    add(.overdueAmount, balance.value)
    let notes: Measure
    let amount: Measure
    switch days {
    case ...30: (notes, amount) = (.overdueNotes30, .overdueAmount30)
    case ...90: (notes, amount) = (.overdueNotes90, .overdueAmount90)
    default: (notes, amount) = (.overdueNotesOver90, .overdueAmountOver90)
    }
    add(notes, 1)
    add(amount, balance.value)
  }

  private mutating func take(_ subsidies: [SubsidyEntry]) {
    for entry in subsidies where entry.on < period.days.to {
      let isDue = entry.kind == .due
      let shares = entry.shares
      add(isDue ? .subsidyDue : .subsidyPaid, shares.total.value, on: entry.on)
      add(
        isDue ? .subsidyDueCentral : .subsidyPaidCentral, shares.central.value, on: entry.on)
      add(
        isDue ? .subsidyDueProvince : .subsidyPaidProvince, shares.province.value, on: entry.on)
      add(isDue ? .subsidyDueCity : .subsidyPaidCity, shares.city.value, on: entry.on)
      add(isDue ? .subsidyDueCounty : .subsidyPaidCounty, shares.county.value, on: entry.on)
    }
  }

  /// Adds to a measure at the end of the period.
  private mutating func add(_ measure: Measure, _ value: Int64) {
    values[StatisticsFigure.index(of: measure)] += value
  }

  /// Adds to a measure of flow, in every span that holds `day`, which is not after the period.
  private mutating func add(_ measure: Measure, _ value: Int64, on day: Day) {
    values[StatisticsFigure.index(of: measure, .total)] += value
    if period.year.contains(day) {
      values[StatisticsFigure.index(of: measure, .year)] += value
    }
    if period.days.contains(day) {
      values[StatisticsFigure.index(of: measure, .period)] += value
    }
  }
}

/// A note at the end of a period.
private struct NoteAtEnd {
  var state: NoteState
  /// Principal that the borrower repaid, before any compensation.
  var repaid: Fen
}

extension NoteState {
  /// How many days the note is overdue at the end of `day`, from the day the bank states, else
  /// from the day after the due day; nil when it is not. The first overdue day is day 1.
  func overdueDays(at day: Day) -> Int? {
    let since = [overdueSince, dueOn < day ? dueOn + 1 : nil].compactMap { $0 }.min()
    guard let since, since <= day else { return nil }
    return day - since + 1
  }
}
