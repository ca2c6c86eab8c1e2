public import LoanBook
public import Quantities

/// A note as it stood when the system began, running or repaid: one row of 在贷借据表.
public struct OpeningNote: Hashable, Sendable {
  /// The row, for messages.
  public let row: Int
  /// The note.
  public let key: NoteKey
  /// Its terms. The LPR is the official one of signedOn, or zero where the policy data has none.
  public let terms: Disbursement
  /// Principal owed at the end of ``balanceOn``; zero of a note that is repaid.
  public let balance: Fen
  /// The day of the balance; of a repaid note the day on which it became zero.
  public let balanceOn: Day
  /// The extension in force, if there is one.
  public let `extension`: OpeningExtension?
  /// The day from which the note is overdue, if it is.
  public let overdueSince: Day?

  /// The same as events of the note's life: an extension on the original due day or the day of the
  /// balance, whichever is earlier; the principal that is gone, as one repayment on the day of the
  /// balance; an overdue. When the repayments really came is not known, so only days from the day
  /// of the balance on can be settled.
  public var events: [NoteEvent] {
    var events: [NoteEvent] = []
    if let `extension` {
      let on = max(min(terms.dueOn, balanceOn), terms.disbursedOn)
      events.append(
        NoteEvent(
          on: on,
          .extension(
            newDueOn: `extension`.newDueOn, subsidisedBasis: `extension`.subsidisedBasis)))
    }
    if balance < terms.amount {
      events.append(
        NoteEvent(
          on: balanceOn,
          .repayment(principal: terms.amount - balance, interest: nil, penalty: nil)))
    }
    if let overdueSince { events.append(NoteEvent(on: overdueSince, .overdue)) }
    return events.sorted { ($0.on, $0.kind.rank) < ($1.on, $1.kind.rank) }
  }
}

/// An extension that was granted before the system began.
public struct OpeningExtension: Hashable, Sendable {
  /// The due day in force.
  public let newDueOn: Day
  /// The document by which its days are subsidised, if there is one.
  public let subsidisedBasis: String?
}

/// A subsidy that was paid before the system began: one row of 已付贴息表.
public struct OpeningPayment: Hashable, Sendable {
  /// The row, for messages.
  public let row: Int
  /// The note.
  public let key: NoteKey
  /// The quarter for which it was paid.
  public let period: Quarter
  /// The part of the national tier.
  public let national: Fen
  /// The part of the local tier.
  public let local: Fen
  /// The day of the payment.
  public let paidOn: Day
}
