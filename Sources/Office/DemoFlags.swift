import DemoCounty
import Ledger
import LoanBook
import Quantities
import Settlement

/// What a demonstration planted for officials to look at: overlapping loans in the banks' records,
/// and closed projects, which the bureau records. SUBSIDY "Flags".
struct DemoFlags {
  let office: Office
  let planted: [PlantedFlag]

  /// The bureau hears of the closed projects.
  func recordClosures(by actor: Actor, at now: Instant) throws {
    for flag in planted {
      guard flag.code == .projectClosed, let since = flag.since else { continue }
      _ = try office.recordProject(
        .closed(on: since), of: flag.note, reason: "走访发现停业（演示）", by: actor, now: now)
    }
  }

  /// What of it stands on a line of a run.
  func outcomes() throws -> [PlantedOutcome] {
    var found: Set<String> = []
    try office.ledger.read { session in
      for run in try session.runs() {
        try session.forEachLine(of: run) { line in
          for code in try SettledLine(line).flagCodes {
            found.insert("\(line.bank) \(line.noteNo) \(code)")
          }
        }
      }
    }
    return NoteFlag.Code.allCases.compactMap { code in
      let flags = planted.filter { $0.code == code }
      guard !flags.isEmpty else { return nil }
      return PlantedOutcome(
        planted: code.title, expected: code.rawValue, count: flags.count,
        found: flags.count { found.contains("\($0.note.bank) \($0.note.noteNo) \(code.rawValue)") })
    }
  }
}
