import LoanBook
import Quantities
import Testing

/// A note's life as text: one event a line, `2024-03-01 REPAYMENT 400.00`, in order of arrival.
struct Life {
  var events: [RecordedEvent]

  init(_ text: String) throws {
    events = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      let arrival = Int64(events.count + 1)
      events.append(
        RecordedEvent(
          recordId: try #require(RecordId("R-\(arrival)")),
          event: NoteEvent(on: try day(words[0]), try Life.kind(Array(words.dropFirst()))),
          arrival: arrival))
    }
  }

  private static func kind(_ words: [String]) throws -> NoteEvent.Kind {
    switch words[0] {
    case "REPAYMENT":
      .repayment(principal: try fen(words[1]), interest: nil, penalty: nil)
    case "EXTENSION": .extension(newDueOn: try day(words[1]), subsidisedBasis: nil)
    case "RATE_CHANGE": .rateChange(try rate(words[1]))
    case "COMPENSATION": .compensation(try fen(words[1]))
    case "RECOVERY": .recovery(try fen(words[1]))
    case "OVERDUE": .overdue
    case "CURE": .cure
    default: throw UnknownWord(word: words[0])
    }
  }

  struct UnknownWord: Error { let word: String }

  /// What came of it: a line for each refusal, then the state at the end.
  func outcome() throws -> String {
    let terms = try terms()
    let life = NoteLife.fold(
      terms, events.sorted(by: RecordedEvent.precedes).map(\.event))
    return (life.refusals.map(Life.words) + [Life.words(life.state)]).joined(separator: "\n")
  }

  static func words(_ state: NoteState) -> String {
    var words = "\(state.balance) at \(state.rate) due \(state.dueOn)"
    if let day = state.overdueSince { words += ", overdue since \(day)" }
    if let day = state.compensatedOn { words += ", compensated on \(day)" }
    if let day = state.repaidOn { words += ", repaid on \(day)" }
    return words
  }

  static func words(_ refusal: LifeRefusal) -> String {
    switch refusal {
    case .beforeDisbursement(let event, let on, let disbursedOn):
      "no: \(event.rawValue) on \(on) is before \(disbursedOn)"
    case .balanceBelowZero(let on, let balance, let principal):
      "no: \(principal) on \(on) is more than \(balance)"
    case .overdueWhileOpen(let on, let since): "no: overdue on \(on), open since \(since)"
    case .cureWithoutOverdue(let on): "no: cure on \(on) of nothing"
    case .cureNotAfterOverdue(let on, let since): "no: cure on \(on) of overdue since \(since)"
    case .dueNotLater(let newDueOn, let dueOn): "no: extension to \(newDueOn) from \(dueOn)"
    case .noteHasEvents(let count): "no: \(count) events"
    case .recordCancelled: "no: cancelled"
    }
  }
}
