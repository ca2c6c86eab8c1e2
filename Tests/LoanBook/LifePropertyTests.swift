import LoanBook
import Quantities
import TestKit
import Testing

/// What holds of every life, lawful or not.
@Suite struct LifePropertyTests {
  private func events(_ random: inout SeededRandom) throws -> [RecordedEvent] {
    let terms = try terms()
    return try (0..<Int.random(in: 0...14, using: &random)).map { index in
      let kind: NoteEvent.Kind =
        switch Int.random(in: 0...6, using: &random) {
        case 0: .rateChange(Rate(ppm: Int32.random(in: 10_000...60_000, using: &random)))
        case 1:
          .extension(
            newDueOn: terms.dueOn + Int.random(in: -5...200, using: &random),
            subsidisedBasis: nil)
        case 2: .compensation(Fen(Int64.random(in: 0...5_000, using: &random)))
        case 3: .overdue
        case 4: .cure
        case 5: .recovery(Fen(Int64.random(in: 0...5_000, using: &random)))
        default:
          .repayment(
            principal: Fen(Int64.random(in: 0...60_000, using: &random)), interest: nil,
            penalty: nil)
        }
      // A narrow stretch of days, so that many events share one.
      return RecordedEvent(
        recordId: try #require(RecordId("R-\(index)")),
        event: NoteEvent(on: terms.disbursedOn + Int.random(in: -2...12, using: &random), kind),
        arrival: Int64(index))
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func stepByStep(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let terms = try terms()
    for _ in 0..<50 {
      let recorded = try events(&random).sorted(by: RecordedEvent.precedes)
      let events = recorded.map(\.event)
      var state = NoteState(terms)
      var refusals: [LifeRefusal] = []
      var lawful: [NoteEvent] = []
      for event in events {
        let before = state
        if let refusal = NoteLife.decide(event, in: state, terms: terms) {
          refusals.append(refusal)
          continue
        }
        NoteLife.evolve(&state, event)
        lawful.append(event)
        #expect(state.balance >= .zero && state.balance <= before.balance, "seed \(seed)")
        #expect(state.dueOn >= before.dueOn, "seed \(seed)")
        #expect((state.balance == .zero) == (state.repaidOn != nil), "seed \(seed)")
        #expect(
          before.compensatedOn == nil || state.compensatedOn == before.compensatedOn,
          "seed \(seed)")
      }
      let fold = NoteLife.fold(terms, events)
      #expect(fold.state == state && fold.refusals == refusals, "seed \(seed)")
      #expect(fold == NoteLife.fold(terms, recorded), "seed \(seed)")
      // What was let in is lawful by itself, as is every beginning of it.
      for count in 0...lawful.count {
        #expect(NoteLife.fold(terms, lawful.prefix(count)).refusals.isEmpty, "seed \(seed)")
      }
    }
  }

  /// The order of arrival does not matter but for two events of one kind on one day.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func orderOfArrivalInTheArrayDoesNotMatter(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let key = NoteKey(
      bank: try #require(PartyCode("ABCD")), noteNo: try #require(NoteNo("N-1")))
    let record = try #require(RecordId("R"))
    for _ in 0..<50 {
      let events = try events(&random)
      let one = NoteHistory(
        key: key, disbursementRecord: record, terms: try terms(), events: events)
      let other = NoteHistory(
        key: key, disbursementRecord: record, terms: try terms(),
        events: events.shuffled(using: &random))
      #expect(one == other, "seed \(seed)")
      // The state of a day is the fold of what happened up to then.
      let day = try terms().disbursedOn + Int.random(in: -3...13, using: &random)
      let past = one.events.map(\.event).filter { $0.on <= day }
      #expect(one.state(on: day) == NoteLife.fold(one.terms, past).state, "seed \(seed)")
    }
  }

  /// The same rules, told once more by looking at days instead of steps: an overdue interval is
  /// [from, cure), and no two of them overlap.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func overdueIntervalsNeverOverlap(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let terms = try terms()
    for _ in 0..<50 {
      let events = try events(&random).sorted(by: RecordedEvent.precedes).map(\.event)
      guard NoteLife.fold(terms, events).refusals.isEmpty else { continue }
      var state = NoteState(terms)
      var last: DayRange?
      for event in events {
        let since = state.overdueSince
        NoteLife.evolve(&state, event)
        guard case .cure = event.kind, let since else { continue }
        let range = DayRange(from: since, to: event.on)
        #expect(!range.isEmpty, "seed \(seed)")
        if let last { #expect(range.from >= last.to, "seed \(seed)") }
        last = range
      }
    }
  }
}
