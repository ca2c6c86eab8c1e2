import Foundation
import TestKit
import Testing

/// The order of instants is the order of the commands: what is kept after a run is known later
/// than what the run counted, whatever the clock said when its command began. SUBSIDY §4.
@Suite struct LedgerClockTests {
  /// A note that is claimed rightly for 2026Q1, which is settled at 09:00:00.
  private func settled() throws -> SettleDesk {
    let desk = try SettleDesk()
    try desk.deliver(
      [SettleDesk.note(1).disbursement("R-1"), SettleDesk.claim("K-1", 1, "2026Q1", days: 90)],
      now: SettleDesk.opened)
    try desk.run("2026Q1")
    return desk
  }

  private func loseEligibility(_ desk: SettleDesk, now: String) throws -> Outcome {
    try desk.office.run(
      [
        "note", "lose", "AABANK", "N-1", "--from", "2026-02-19", "--reason", "示例", "--by", "王建",
      ], now: now)
  }

  /// Its command read the clock before the run and got the lock after it; or the clock was set
  /// back; or it all came in one second.
  @Test(arguments: ["2026-03-23T08:59:57+08:00", "2026-03-23T09:00:00+08:00"])
  func aFactKeptAfterARunIsAdjusted(now: String) throws {
    let desk = try settled()
    let again = ["settle", "run", "2026Q1", "--preview", "--known-at", "2026-03-23T09:00:00+08:00"]
    let lines = try desk.linesText(again, now: "2026-03-24T09:00:00+08:00")
    #expect(lines.contains("1687.50"))
    #expect(try loseEligibility(desk, now: now).status == 0)
    #expect(try desk.linesText(again, now: "2026-03-24T09:00:00+08:00") == lines)
    try desk.approve("2026Q1")
    // Once more after the approval: the records of a package, stamped by their reception.
    try desk.deliver(
      [SettleDesk.note(1).repayment("P-1", on: "2026-01-19", 10_000_000)], now: now)
    #expect(try desk.linesText(again, now: "2026-03-24T09:00:00+08:00") == lines)

    let next = try desk.run("2026Q2", status: 1)
    let adjusted = try #require(next["lines"].elements.first { $0["kind"].text == "ADJUSTMENT" })
    #expect(adjusted["before"]["subsidy"].text == "1687.50")
    // By hand: 29 days at 300 000.00 to 2026-01-18, then 31 at 200 000.00 to 2026-02-18.
    #expect(adjusted["now"]["subsidy"].text == "931.25")
    #expect(
      adjusted["causes"].elements.compactMap { $0["code"].text } == ["LATE_RECORD", "BUREAU_FACT"])
    try desk.rebuildsTheSame()
    try desk.office.checksOut()
  }

  /// Who only looks sees what the ledger was carried on to.
  @Test func whatWasCarriedOnIsSeenAtOnce() throws {
    let desk = try settled()
    let now = "2026-03-23T09:00:00+08:00"
    #expect(try loseEligibility(desk, now: now).status == 0)
    let seen = try desk.office.json(
      ["settle", "run", "2026Q1", "--preview"], now: now, status: 1)
    #expect(seen["knownAt"].text == "2026-03-23T09:00:01+08:00")
    #expect(seen["lines"][0]["subsidy"].text != "1687.50")
    let run = try desk.run("2026Q1", now: now, status: 1)
    #expect(run["knownAt"].text == "2026-03-23T09:00:01+08:00")
    // With nothing in between it is the same run.
    #expect(try desk.run("2026Q1", now: now, status: 1) == run)
  }

  /// A clock that is far behind is wrong: nothing is written, and looking is allowed.
  @Test func aTimeThatHasLongPassedIsRefused() throws {
    let desk = try settled()
    let journal = "\(desk.office.path)/archive/journal"
    let before = FileManager.default.names(journal)
    let now = "2026-03-23T08:49:59+08:00"
    let refused = try loseEligibility(desk, now: now)
    #expect(refused.status == 70)
    #expect(refused.message.contains("2026-03-23T09:00:00+08:00"))
    #expect(refused.message.contains("办法："))
    #expect(FileManager.default.names(journal) == before)
    let seen = try desk.office.json(["settle", "run", "2026Q1", "--preview"], now: now)
    #expect(seen["knownAt"].text == now)
  }
}
