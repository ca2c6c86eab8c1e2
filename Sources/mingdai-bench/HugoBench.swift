import Ledger

/// Hugo on the same records in the same run: everything, then again after the same records changed.
/// It keeps nothing between two runs, so that the second builds every page anew.
struct HugoBench {
  private let site: HugoSite
  private let ledger: Ledger

  /// Hugo holds the whole site in memory, some 40 kB a record.
  private static let mostRecords = 200_000

  /// Builds everything; nil when Hugo is not installed or the records are too many for it, which is
  /// told.
  init?(
    folder: String, records: Int, ours: Double, _ report: inout BenchReport
  ) throws {
    guard records <= Self.mostRecords else {
      Progress.tell("Hugo is left out: it holds all of \(records) records in memory")
      return nil
    }
    guard let version = HugoSite.version else {
      Progress.tell("Hugo is not installed (apt-get install hugo): nothing to compare with")
      return nil
    }
    site = HugoSite(folder: folder + "/hugo")
    ledger = try Ledger.open(at: folder + "/ledger.sqlite")
    report.add("\(version), records", Double(try site.write(from: ledger)), "records")
    let cost = try site.build()
    report.add("hugo, everything", cost)
    report.add("hugo / site, everything, wall", cost.seconds / ours, "times", goal: "at least 5")
  }

  /// Builds again after what was published from a place of the log on.
  func rebuild(from position: Int64, ours: Double, _ report: inout BenchReport) throws {
    var subjects: [String] = []
    try ledger.read { session in
      try session.forEachPublication(from: position, before: .max) { subjects.append($0.subject) }
    }
    try site.rewrite(subjects, from: ledger)
    let cost = try site.build()
    report.add("hugo, \(subjects.count) records changed", cost)
    report.add(
      "hugo / site, \(subjects.count) records changed, wall", cost.seconds / ours, "times",
      goal: "at least 50")
    try ledger.close()
  }
}
