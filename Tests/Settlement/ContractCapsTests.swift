import LoanBook
import Quantities
import Subsidy
import TestKit
import Testing

@testable import Settlement

/// SUBSIDY §3.3: the notes of one contract share one cap, in order of disbursedOn, then noteNo.
/// R5, cap 300 000.00; 90 days of 2025Q1 at 4.00 % are 1 % interest, half of it subsidised.
struct ContractCapsTests {
  private func note(
    _ noteNo: String, _ amount: String, on disbursedOn: String = "2024-03-01",
    events: [NoteEvent] = []
  ) throws -> NoteOnFile {
    NoteOnFile(
      history: try NoteRow(
        noteNo: noteNo, amount: amount, disbursedOn: disbursedOn, rate: "4.0000",
        events: events
      ).history())
  }

  private func subsidies(_ notes: [NoteOnFile]) throws -> [String] {
    try lines(notes, "2025Q1").map { "\($0.key.noteNo) \($0.subsidy)" }
  }

  @Test func earlierNoteGoesFirst() throws {
    let notes = [
      try note("A", "200000.00", on: "2024-05-01"), try note("B", "200000.00"),
    ]
    #expect(try subsidies(notes) == ["B 1000.00", "A 500.00"])
  }

  @Test func onOneDayTheNumberDecides() throws {
    let notes = [
      try note("C", "100000.00"), try note("B", "200000.00"), try note("A", "250000.00"),
    ]
    #expect(try subsidies(notes) == ["A 1250.00", "B 250.00", "C 0.00"])
  }

  @Test func aRepaymentFreesTheCap() throws {
    // 45 of the 90 days: [2024-12-21, 2025-02-04) with A, then without.
    let notes = [
      try note("A", "300000.00", events: [try repayment("2025-02-04", "300000.00")]),
      try note("B", "100000.00"),
    ]
    #expect(try subsidies(notes) == ["A 750.00", "B 250.00"])
  }

  @Test func theCapIsUsedUpOnExcludedDaysToo() throws {
    let notes = [
      try note("A", "300000.00", events: [NoteEvent(on: try day("2024-12-21"), .overdue)]),
      try note("B", "100000.00"),
    ]
    #expect(try subsidies(notes) == ["A 0.00", "B 0.00"])
  }

  @Test func interestIsNeverCapped() throws {
    let notes = [try note("A", "300000.00"), try note("B", "100000.00")]
    #expect(try lines(notes, "2025Q1").map(\.interest.description) == ["3000.00", "1000.00"])
  }

  @Test(arguments: [(2, "3300.00"), (3, "4950.00"), (20, "20000.00")])
  func partnership(_ partners: Int, _ subsidy: String) throws {
    // 1.10 × 300 000.00 × partners, at most 4 000 000.00.
    let row = NoteRow(
      kind: .partnership, partners: partners, amount: "5000000.00", rate: "4.0000")
    #expect(try settled(row, "2025Q1").subsidy.description == subsidy)
  }

  /// On every day the notes of a contract together are subsidised with what they owe, up to one
  /// cap, and no note with more than it owes.
  @Test(arguments: [11, 12, 13, 14] as [UInt64])
  func everyDayTheCapIsSharedOut(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let comment = Comment(rawValue: "seed \(seed)")
    let period = try quarter("2025Q1").days
    for _ in 0..<100 {
      let notes = try ["A", "B", "C"].map { noteNo in
        let amount = Int64.random(in: 1...25_000_000, using: &random)
        let start = try day("2024-11-01") + Int.random(in: 0..<90, using: &random)
        let part = Fen(Int64.random(in: 1...amount, using: &random))
        let paidOn = start + Int.random(in: 1..<90, using: &random)
        return try note(
          noteNo, Fen(amount).description, on: start.description,
          events: [try repayment(paidOn.description, part.description)])
      }
      let segments = try lines(notes, "2025Q1").map(\.derivation.segments)
      for number in period.from.number..<period.to.number {
        let today = segments.compactMap { $0.first { $0.days.contains(Day(number: number)) } }
        let owed = today.reduce(Fen.zero) { $0 + $1.balance }
        let subsidised = today.reduce(Fen.zero) { $0 + $1.subsidisedBalance }
        #expect(subsidised == min(owed, .yuan(300_000)), comment)
        #expect(today.allSatisfy { $0.subsidisedBalance <= $0.balance }, comment)
      }
    }
  }
}
