import LoanBook
import Quantities
import Subsidy

extension SubsidyCase {
  /// The case of a note: its life taken as the note book tells it, put as days, balances and
  /// rates. SUBSIDY §2, §3.
  ///
  /// The ledger holds only events that the note's life allows, so they are not judged again.
  init(of history: NoteHistory, terms: SubsidyTerms?) {
    self.init(
      disbursedOn: history.terms.disbursedOn, originalDueOn: history.terms.dueOn,
      balance: Timeline(history.terms.amount), rate: Timeline(history.terms.rate),
      dayBasis: history.terms.dayBasis,
      lostOn: history.bureau.lostEligibilityOn,
      // SUBSIDY §3.2 d: the larger of what the bank states and the ledger counts.
      useOrdinal: max(history.terms.useOrdinal, history.countedUse),
      otherSubsidy: history.bureau.otherSubsidy, terms: terms)
    if !history.events.isEmpty { take(history.events, of: history.terms) }
  }

  /// Notes what each event changed in the note's state.
  private mutating func take(_ events: [RecordedEvent], of note: Disbursement) {
    var state = NoteState(note)
    for event in events.lazy.map(\.event) {
      let before = state
      NoteLife.evolve(&state, event)
      switch event.kind {
      case .repayment: balance.change(to: state.balance, on: event.on)
      case .rateChange: rate.change(to: state.rate, on: event.on)
      case .extension(_, let subsidisedBasis):
        extensions.append(
          DueExtension(
            previousDueOn: before.dueOn, newDueOn: state.dueOn,
            documented: subsidisedBasis != nil))
      case .cure:
        if let since = before.overdueSince {
          overdue.append(DayRange(from: since, to: event.on))
        }
      case .overdue, .compensation, .recovery: continue
      }
    }
    if let since = state.overdueSince { overdue.append(DayRange(from: since, to: .farFuture)) }
    compensatedOn = state.compensatedOn
  }

  /// The same case without the extensions that the bureau has yet to confirm, for what is
  /// payable of it; nil when it has none within `period`. SUBSIDY §3.2 a.
  func confirmed(by bureau: BureauKnowledge, within period: DayRange) -> SubsidyCase? {
    func waits(_ step: DueExtension) -> Bool {
      step.documented && !bureau.confirmedExtensions.contains(step.newDueOn)
    }
    guard
      extensions.contains(where: { waits($0) && !$0.days.intersection(period).isEmpty })
    else { return nil }
    var confirmed = self
    for index in extensions.indices where waits(extensions[index]) {
      confirmed.extensions[index].documented = false
    }
    return confirmed
  }
}
