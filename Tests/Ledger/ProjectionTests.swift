import GRDB
import LoanBook
import Quantities
import TestKit
import Testing

@testable import Ledger

/// The table `note` is the fold of what stands, whatever came and in however many transactions.
@Suite struct ProjectionTests {
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func projectionIsTheFold(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let fixture = try LedgerFixture()
    var story = RecordStory()
    var pending = 0
    while pending < 150 {
      let count = Int.random(in: 1...40, using: &random)
      pending += count
      try fixture.ledger.write { session throws in
        for _ in 0..<count {
          try story.step(fixture, session, &random)
        }
      }
      try compare(fixture, "seed \(seed)")
    }
    #expect(story.kept > 60, "seed \(seed)")
  }

  /// Every row against the history that is read anew.
  private func compare(_ fixture: LedgerFixture, _ comment: Comment) throws {
    try fixture.ledger.read { session throws in
      for row in try Row.fetchAll(session.db, sql: "SELECT * FROM note") {
        let noteNo = try #require(NoteNo(row["note_no"] as String))
        let history = try session.note(noteNo, of: fixture.bank)
        #expect((row["disbursement"] as Int64? != nil) == (history != nil), comment)
        guard let history else { continue }
        let state = history.state()
        #expect(row["balance"] as Int64 == state.balance.value, comment)
        #expect(row["amount"] as Int64 == history.terms.amount.value, comment)
        #expect(row["due_on"] as Int32 == state.dueOn.number, comment)
        #expect(row["overdue_since"] as Int32? == state.overdueSince?.number, comment)
        #expect(row["compensated_on"] as Int32? == state.compensatedOn?.number, comment)
        #expect(row["repaid_on"] as Int32? == state.repaidOn?.number, comment)
        #expect(row["contract_no"] as String == history.terms.contractNo.text, comment)
      }
    }
    #expect(try fixture.ledger.damage() == [], comment)
  }
}

/// Random records, as lawful as Intake would have them.
private struct RecordStory {
  private struct Kept {
    var version: Int
    var fact: Fact
    var isCancelled = false
  }

  private var records: [String: Kept] = [:]
  private var order: [String] = []
  private(set) var kept = 0
  private var clock: Int64 = 100

  mutating func step(
    _ fixture: LedgerFixture, _ session: LedgerSession, _ random: inout SeededRandom
  ) throws {
    clock += Int64.random(in: 0...2, using: &random)
    let draw = Int.random(in: 0..<100, using: &random)
    let standing = order.filter { records[$0]?.isCancelled == false }
    if draw < 20 || standing.isEmpty {
      let note = "N\(Int.random(in: 0..<8, using: &random))"
      let fact = try Made.disbursement(
        note, person: Int.random(in: 0..<4, using: &random),
        amount: Int64.random(in: 1...1_000, using: &random) * 100)
      try keep(fact, "R\(order.count)", 1, .create, fixture, session)
    } else if draw < 70 {
      let fact = try event(of: "N\(Int.random(in: 0..<8, using: &random))", &random)
      try keep(fact, "R\(order.count)", 1, .create, fixture, session)
    } else if let id = standing.randomElement(using: &random), let before = records[id] {
      if draw < 85 {
        try keep(before.fact, id, before.version + 1, .cancel, fixture, session)
      } else {
        try keep(
          try changed(before.fact, &random), id, before.version + 1, .amend, fixture, session)
      }
    }
  }

  private func event(of note: String, _ random: inout SeededRandom) throws -> Fact {
    let day = try Made.day("2024-06-01") + Int.random(in: 0..<400, using: &random)
    let kind: NoteEvent.Kind =
      switch Int.random(in: 0..<6, using: &random) {
      case 0: .overdue
      case 1: .cure
      case 2: .compensation(Fen(5))
      case 3: .extension(newDueOn: day + 1_500, subsidisedBasis: nil)
      default:
        .repayment(
          principal: Fen(Int64.random(in: 0...300, using: &random) * 100), interest: nil,
          penalty: Fen(1))
      }
    return .event(try #require(NoteNo(note)), NoteEvent(on: day, kind))
  }

  private func changed(_ fact: Fact, _ random: inout SeededRandom) throws -> Fact {
    switch fact {
    case .disbursement(var terms):
      terms.amount = Fen(Int64.random(in: 1...1_000, using: &random) * 100)
      return .disbursement(terms)
    case .event(let noteNo, var event):
      event.on = event.on + Int.random(in: -20...20, using: &random)
      // Now and then it moves to another note.
      let other = NoteNo("N\(Int.random(in: 0..<8, using: &random))")
      return .event(Bool.random(using: &random) ? noteNo : try #require(other), event)
    case .claim, .decision: return fact
    }
  }

  /// Keeps a record unless a note's life forbids it.
  private mutating func keep(
    _ fact: Fact, _ id: String, _ version: Int, _ action: RecordAction,
    _ fixture: LedgerFixture, _ session: LedgerSession
  ) throws {
    guard try isLawful(fact, id, action, fixture, session) else { return }
    try fixture.keep(fact, id, version: version, action, at: clock, in: session)
    if records[id] == nil { order.append(id) }
    records[id] = Kept(version: version, fact: fact, isCancelled: action == .cancel)
    kept += 1
  }

  private func isLawful(
    _ fact: Fact, _ id: String, _ action: RecordAction, _ fixture: LedgerFixture,
    _ session: LedgerSession
  ) throws -> Bool {
    guard let noteNo = fact.noteNo else { return false }
    let note = try session.note(noteNo, of: fixture.bank)
    switch fact {
    case .disbursement(let terms):
      if let note, note.disbursementRecord.text != id { return false }
      if action == .cancel { return note?.events.isEmpty ?? true }
      return NoteLife.fold(terms, note?.events.map(\.event) ?? []).refusals.isEmpty
    case .event(_, let event):
      guard var note else { return false }
      if case .event(let origin, _)? = records[id]?.fact, origin != noteNo {
        guard var left = try session.note(origin, of: fixture.bank) else { return false }
        left.events.removeAll { $0.recordId.text == id }
        if !NoteLife.fold(left.terms, left.events.map(\.event)).refusals.isEmpty { return false }
      }
      note.events.removeAll { $0.recordId.text == id }
      if action != .cancel {
        note.events.append(
          RecordedEvent(recordId: try #require(RecordId(id)), event: event, arrival: .max))
        note.events.sort(by: RecordedEvent.precedes)
      }
      return NoteLife.fold(note.terms, note.events.map(\.event)).refusals.isEmpty
    case .claim, .decision: return true
    }
  }
}
