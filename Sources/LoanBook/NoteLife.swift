public import Quantities

/// A note as it stands after some of its events: what the fold over a note's life yields.
public struct NoteState: Hashable, Sendable {
  /// Principal still owed.
  public var balance: Fen
  /// The contract rate in force.
  public var rate: Rate
  /// The due day with every extension so far.
  public var dueOn: Day
  /// The day from which the note is overdue, while it is.
  public var overdueSince: Day?
  /// The day of the first compensation, if any.
  public var compensatedOn: Day?
  /// The day on which the balance became zero, while it is.
  public var repaidOn: Day?

  /// A note on the day of its disbursement.
  public init(_ terms: Disbursement) {
    balance = terms.amount
    rate = terms.rate
    dueOn = terms.dueOn
  }
}

/// Why a note's life cannot have run as stated: each is R705. EXCHANGE §3 "Order of facts".
///
/// Not a rule, because the exchange does not name it: a recovery without a compensation before it.
/// The compensation may be older than this system, and a recovery changes no figure.
public enum LifeRefusal: Hashable, Sendable {
  /// The event lies before the disbursement.
  case beforeDisbursement(event: FactType, on: Day, disbursedOn: Day)
  /// The repayment is more than the balance.
  case balanceBelowZero(on: Day, balance: Fen, principal: Fen)
  /// An overdue began while one was open.
  case overdueWhileOpen(on: Day, since: Day)
  /// A cure without an overdue before it.
  case cureWithoutOverdue(on: Day)
  /// A cure that is not after its overdue.
  case cureNotAfterOverdue(on: Day, since: Day)
  /// An extension to a day that is not later than the due day before.
  case dueNotLater(newDueOn: Day, dueOn: Day)
  /// The disbursement is to be cancelled or moved while the note has events.
  case noteHasEvents(count: Int)
  /// The record is already cancelled.
  case recordCancelled
}

/// The life of a note as decide and evolve: `decide` tells whether an event may happen in a
/// state, `evolve` makes it happen.
public enum NoteLife {
  /// Why `event` may not happen in `state`, or nil when it may.
  public static func decide(
    _ event: NoteEvent, in state: NoteState, terms: Disbursement
  ) -> LifeRefusal? {
    if event.on < terms.disbursedOn {
      return .beforeDisbursement(
        event: event.kind.type, on: event.on, disbursedOn: terms.disbursedOn)
    }
    switch event.kind {
    case .repayment(let principal, _, _) where principal > state.balance:
      return .balanceBelowZero(on: event.on, balance: state.balance, principal: principal)
    case .extension(let newDueOn, _) where newDueOn <= state.dueOn:
      return .dueNotLater(newDueOn: newDueOn, dueOn: state.dueOn)
    case .overdue:
      return state.overdueSince.map { .overdueWhileOpen(on: event.on, since: $0) }
    case .cure:
      guard let since = state.overdueSince else { return .cureWithoutOverdue(on: event.on) }
      return event.on > since ? nil : .cureNotAfterOverdue(on: event.on, since: since)
    case .repayment, .extension, .rateChange, .compensation, .recovery:
      return nil
    }
  }

  /// Makes `event` happen.
  public static func evolve(_ state: inout NoteState, _ event: NoteEvent) {
    switch event.kind {
    case .rateChange(let rate):
      state.rate = rate
    case .extension(let newDueOn, _):
      state.dueOn = newDueOn
    case .repayment(let principal, _, _):
      state.balance -= principal
      if state.balance == .zero, state.repaidOn == nil { state.repaidOn = event.on }
    case .compensation:
      // The amount may hold interest too, so it does not lower the balance: from this day on no
      // day counts anyway (SUBSIDY §3.2 f).
      if state.compensatedOn == nil { state.compensatedOn = event.on }
    case .overdue:
      state.overdueSince = event.on
    case .cure:
      state.overdueSince = nil
    case .recovery:
      break
    }
  }

  /// The state after `events`, which must stand in the order of ``RecordedEvent/precedes(_:_:)``,
  /// or every refusal met on the way. A refused event is left out and the rest is judged on.
  public static func fold(
    _ terms: Disbursement, _ events: some Sequence<NoteEvent>
  ) -> (state: NoteState, refusals: [LifeRefusal]) {
    var state = NoteState(terms)
    var refusals: [LifeRefusal] = []
    for event in events { step(&state, event, terms, &refusals) }
    return (state, refusals)
  }

  /// The same for events with the records that state them. Not generic: a batch folds the life of a
  /// note once for each of its records.
  public static func fold(
    _ terms: Disbursement, _ events: [RecordedEvent]
  ) -> (state: NoteState, refusals: [LifeRefusal]) {
    var state = NoteState(terms)
    var refusals: [LifeRefusal] = []
    for index in events.indices { step(&state, events[index].event, terms, &refusals) }
    return (state, refusals)
  }

  private static func step(
    _ state: inout NoteState, _ event: NoteEvent, _ terms: Disbursement,
    _ refusals: inout [LifeRefusal]
  ) {
    if let refusal = decide(event, in: state, terms: terms) {
      refusals.append(refusal)
    } else {
      evolve(&state, event)
    }
  }
}
