import ArgumentParser
import Foundation
import StrictJSON

/// Measures intake, settlement and publication on this machine, in one run and against a bare
/// loop, so that the figures can be compared wherever it runs.
struct MingdaiBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mingdai-bench",
    abstract: "Measures intake, settlement and publication. Build with -c release.")

  /// The parts that can be measured by themselves.
  enum Part: String, ExpressibleByArgument, CaseIterable {
    case intake, settlement, site, search, quarters
  }

  /// How the figures are printed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(help: "Records in the package of the intake.")
  var records = 100_000

  @Option(help: "Notes in the ledger of settlement and publication, about.")
  var notes = 100_000

  @Option(help: "Seed of the synthetic county.")
  var seed: UInt64 = 1

  @Option(help: "Quarters before it that are settled and approved first, of settlement.")
  var earlier = 0

  @Option(help: "Notes that are computed over twelve quarters without a ledger, of quarters.")
  var bareNotes = 1_000_000

  @Argument(help: "What to measure: intake, settlement, site, search, quarters. All unless given.")
  var parts: [Part] = []

  @Option(help: "text (a table) or json (one document on standard output).")
  var format: Format = .text

  @Option(help: "Folder for the offices, on the disk to be measured; removed at the end.")
  var folder: String?

  @Flag(help: "Leave the offices where they are: site measures the same county again.")
  var keep = false

  func validate() throws {
    guard records > 0, notes > 0, bareNotes > 0, earlier >= 0 else {
      throw ValidationError("counts start at 1")
    }
  }

  func run() throws {
    let root = folder ?? NSTemporaryDirectory() + "/mingdai-bench-\(getpid())"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    defer { if !keep { discard(root) } }
    var report = BenchReport()
    let parts = Set(self.parts.isEmpty ? Part.allCases : self.parts)
    if parts.contains(.intake) {
      try IntakeBench(folder: root + "/intake", records: records, seed: seed).run(&report)
    }
    if parts.contains(.search) {
      try SearchBench(folder: root + "/search", records: notes, seed: seed).run(&report)
    }
    if parts.contains(.settlement) || parts.contains(.site) {
      var bench = try SettlementBench(folder: root + "/county", notes: notes, seed: seed)
      if !bench.isMade { try bench.run(earlier: earlier, &report) }
      if parts.contains(.site) { try SiteBench(county: bench).run(&report) }
    }
    if parts.contains(.quarters) {
      try QuartersBench(folder: root + "/quarters", notes: bareNotes, seed: seed).run(&report)
    }
    switch format {
    case .text: report.lines.forEach { print($0) }
    case .json: print(String(decoding: report.json.text(), as: UTF8.self), terminator: "")
    }
  }

  private func discard(_ root: String) {
    do {
      try FileManager.default.removeItem(atPath: root)
    } catch {
      Progress.tell("\(root) could not be removed: \(error)")
    }
  }
}
