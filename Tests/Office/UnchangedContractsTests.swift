import Ledger
import Quantities
import TestKit
import Testing

@testable import Office

/// SUBSIDY §4: a run leaves out the contracts of which nothing came since their quarters were
/// settled. In a lived-in office, with late records, claims, cancelled notes and people who borrow
/// twice, the bytes are those of a run that judges every contract again.
struct UnchangedContractsTests {
  @Test(arguments: [3, 20_261_124] as [UInt64])
  func leavingThemOutGivesTheSameBytes(seed: UInt64) throws {
    let scratch = try ScratchFolder("unchanged")
    let actor = Actor(name: "王建", systemUser: "root")
    let folder = scratch.path("office")
    _ = try Office.demo(folder, notes: 150, seed: seed, by: actor)
    let office = try Office.open(folder)
    try office.ledger.read { session in
      var (adjustments, looked, all) = (0, 0, 0)
      for entry in try session.runs() {
        var stored: [String] = []
        try session.forEachLine(of: entry) { stored.append($0.detail) }
        var run = try SettlementRun.repeating(
          entry.period, knownAt: entry.knownAt, now: entry.madeAt, office: office, session)
        #expect(try lines(run) == stored, "\(entry.period), seed \(seed)")
        looked += try contracts(run)
        run.skipsUnchanged = false
        #expect(try lines(run) == stored, "\(entry.period), all contracts, seed \(seed)")
        all += try contracts(run)
        adjustments += stored.count { $0.contains("\"kind\":\"ADJUSTMENT\"") }
      }
      // Otherwise there was nothing to prove.
      #expect(adjustments > 0, "seed \(seed)")
      #expect(looked > 0 && looked < all * 3 / 4, "\(looked) of \(all), seed \(seed)")
    }
  }

  private func lines(_ run: SettlementRun) throws -> [String] {
    var lines: [String] = []
    _ = try run.settle(state: "PREVIEW", { _, _, _ in }) { lines.append($0.row.detail) }
    return lines
  }

  /// How many contracts the run judges again for the quarters before its own.
  private func contracts(_ run: SettlementRun) throws -> Int {
    guard run.basis.firstPeriod != nil else { return 0 }
    let earlier = try EarlierQuarters(
      run.basis.periods(of: run.period), isPaidInPart: false, run: run, settings: run.settings,
      progress: { _, _, _ in })
    var count = 0
    try run.session.forEachContract(adjusting: earlier.question) { _ in count += 1 }
    return count
  }
}
