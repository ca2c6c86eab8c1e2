import Ledger
import Quantities
import StrictJSON

/// Steps of a run's payments that are recorded together: one journal entry. COMMAND `settle pay`.
struct PaymentSteps {
  static let command = "settle pay"

  /// One step of one payment.
  struct Step: Hashable {
    let number: String
    let state: PaymentState
    let on: Day
    let document: String?
    let reason: String?
  }

  let period: Quarter
  var steps: [Step] = []

  var json: JSONValue {
    [
      "period": .string(period.description),
      "steps": .array(
        steps.map { step in
          [
            "number": .string(step.number), "state": .string(step.state.rawValue),
            "on": .string(step.on.description), "document": .text(step.document),
            "reason": .text(step.reason),
          ]
        }),
    ]
  }

  init(_ period: Quarter) { self.period = period }

  /// Reads them back; nil when they are not as they were written.
  init?(_ json: JSONValue) {
    guard let period = json.text("period").flatMap({ Quarter($0) }) else { return nil }
    self.period = period
    let elements = json["steps"]?.elements ?? []
    steps = elements.compactMap { step in
      guard let number = step.text("number"), let on = step.text("on").flatMap({ Day($0) }),
        let state = step.text("state").flatMap(PaymentState.init)
      else { return nil }
      return Step(
        number: number, state: state, on: on, document: step.text("document"),
        reason: step.text("reason"))
    }
    guard steps.count == elements.count else { return nil }
  }

  /// Keeps the steps; the run is PAID while everything is paid that it pays.
  ///
  /// - Returns: false when a payment is not on file.
  func keep(
    of run: RunEntry, in session: LedgerSession, by actor: Actor, at now: Instant
  ) throws -> Bool {
    let ids = Dictionary(
      uniqueKeysWithValues: try session.payments(of: run).map { ($0.number, $0.id) })
    for step in steps {
      guard let id = ids[step.number] else { return false }
      try session.add(
        PaymentStep(
          step.state, on: step.on, document: step.document, reason: step.reason, by: actor.name,
          user: actor.systemUser, at: now), toPayment: id)
    }
    try session.setPaid(try !session.payments(of: run).contains(where: \.isWaiting), run)
    return true
  }
}

extension ReplayJournal {
  /// Steps of payments again.
  func replayPaymentSteps(_ entry: JournalEntry, _ session: LedgerSession) throws {
    guard let steps = PaymentSteps(entry.content), let run = try session.run(of: steps.period),
      try steps.keep(of: run, in: session, by: entry.actor, at: entry.at)
    else { throw entry.unknown("拨付", office.journal) }
  }
}
