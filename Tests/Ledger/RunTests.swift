import LoanBook
import Quantities
import Testing

@testable import Ledger

/// Runs, their lines, and what is read of approved ones.
@Suite struct RunTests {
  @Test func aDraftIsRenewedUnderItsNumber() throws {
    let fixture = try LedgerFixture()
    let first = try start(fixture, "2025Q1", notes: ["N1", "N2"])
    let second = try start(fixture, "2025Q1", notes: ["N3"])
    #expect(first == second)
    let run = try #require(try run(fixture, "2025Q1"))
    #expect(run.state == .draft)
    #expect(try lines(fixture, run) == ["N3"])
  }

  @Test func onlyApprovedRunsAreReadForANote() throws {
    let fixture = try LedgerFixture()
    try start(fixture, "2025Q2", notes: ["N1", "N2"])
    try start(fixture, "2025Q1", notes: ["N1"])
    #expect(try approved(fixture) == [])
    try approve(fixture, "2025Q2")
    #expect(try approved(fixture) == ["2025Q2"])
    try approve(fixture, "2025Q1")
    #expect(try approved(fixture) == ["2025Q1", "2025Q2"])
    let run = try #require(try run(fixture, "2025Q2"))
    #expect(run.reviewedBy == "复核" && run.approvedBy == "批准")
    let found = try fixture.ledger.read { session throws in
      try session.lines(of: run, bank: "TAIHANG", noteNo: "N2")
    }
    #expect(found.map(\.payable) == [Fen(-7)])
  }

  /// What a transaction remembers of approved runs is forgotten when it approves one.
  @Test func approvalIsSeenWithinItsTransaction() throws {
    let fixture = try LedgerFixture()
    try start(fixture, "2025Q1", notes: ["N1"])
    let entry = try #require(try run(fixture, "2025Q1"))
    let counts = try fixture.ledger.write { session throws in
      let before = try session.approvedLines(bank: "TAIHANG", noteNo: "N1").count
      try session.review(entry, by: "复核", at: Instant(seconds: 2))
      try session.approve(entry, by: "批准", at: Instant(seconds: 3))
      return [before, try session.approvedLines(bank: "TAIHANG", noteNo: "N1").count]
    }
    #expect(counts == [0, 1])
  }

  @discardableResult
  private func start(_ fixture: LedgerFixture, _ name: String, notes: [String]) throws -> Int64 {
    let period = try #require(Quarter(name))
    let at = Instant(seconds: 1)
    return try fixture.ledger.write { session throws in
      try session.keepPolicy(digest: "d", files: [], at: at)
      let run = try session.startRun(period, knownAt: at, policy: "d", by: "起草", at: at)
      for (position, note) in notes.enumerated() {
        try session.add(
          RunLine(
            position: position, bank: "TAIHANG", noteNo: note, comparison: "AGREED",
            interest: Fen(9), subsidy: Fen(8), payable: Fen(-7), detail: "{}"), to: run)
      }
      try session.finishRun(run, totals: "{\"lines\":\(notes.count)}", archivedAs: "f")
      return run
    }
  }

  private func approve(_ fixture: LedgerFixture, _ name: String) throws {
    let entry = try #require(try run(fixture, name))
    try fixture.ledger.write { session throws in
      try session.review(entry, by: "复核", at: Instant(seconds: 2))
      try session.approve(entry, by: "批准", at: Instant(seconds: 3))
    }
  }

  private func run(_ fixture: LedgerFixture, _ name: String) throws -> RunEntry? {
    let period = try #require(Quarter(name))
    return try fixture.ledger.read { try $0.run(of: period) }
  }

  private func lines(_ fixture: LedgerFixture, _ run: RunEntry) throws -> [String] {
    var notes: [String] = []
    try fixture.ledger.read { session throws in
      try session.forEachLine(of: run) { notes.append($0.noteNo) }
    }
    return notes
  }

  private func approved(_ fixture: LedgerFixture) throws -> [String] {
    try fixture.ledger.read { session throws in
      try session.approvedLines(bank: "TAIHANG", noteNo: "N1").map(\.0.period.description)
    }
  }
}
