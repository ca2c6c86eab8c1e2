import DemoCounty
import Foundation
import Sealing

/// Takes one sealed package of many records, and does the least that any program would have to
/// do with it: hash the bytes and insert the rows. Then lets Python insert them.
///
/// A package that is quickly done is done several times, now the one and now the other first, and
/// medians are told.
struct IntakeBench {
  let folder: String
  let records: Int
  let seed: UInt64

  /// So many rounds, of which the medians are told.
  private var rounds: Int { records <= 300_000 ? 3 : 1 }

  private struct Round {
    var intake: Cost
    var hash: Cost
    var inserts: Cost
    var bare: Cost { hash + inserts }
  }

  private struct Package {
    var size: Int64
    var path: String
    var algorithm: DigestAlgorithm
    var ledger: String
  }

  func run(_ report: inout BenchReport) throws {
    var done: [Round] = []
    var before: Package?
    var rows = 0
    for number in 0..<rounds {
      var place = try Workplace(folder + "/\(number)", seed: seed)
      Progress.tell("round \(number + 1) of \(rounds): making the package")
      let package = try drop(in: &place)
      // The rows that the bare loop inserts are those of a package that was taken.
      let first = before.flatMap { number % 2 == 1 ? $0 : nil }
      let early = try first.map { try bare($0, &rows) }
      let intake = try Cost.of { try place.receive() }.cost
      let (hash, inserts) = try early ?? bare(package, &rows)
      done.append(Round(intake: intake, hash: hash, inserts: inserts))
      if let before { try discard(before) }
      before = package
    }
    guard let package = before else { return }
    tell(done, package, rows, &report)
    try python(package, rows, .median(done.map(\.intake)), &report)
  }

  private func drop(in place: inout Workplace) throws -> Package {
    let (today, policy, records) = (place.options.today, place.policy, self.records)
    let dropped = try place.drop { sink in
      try BulkBatch.write(records, today: today, policy: policy, sink: sink)
    }
    return Package(
      size: dropped.size, path: dropped.archived, algorithm: place.bank.suite.digestAlgorithm,
      ledger: place.folder + "/ledger.sqlite")
  }

  private func bare(_ package: Package, _ rows: inout Int) throws -> (hash: Cost, inserts: Cost) {
    let hash = try Cost.of { try Self.hash(package.path, package.algorithm) }.cost
    let copy = folder + "/bare.sqlite"
    let inserts = try {
      let loop = try BareLoop(source: package.ledger, copy: copy)
      rows = loop.rowCount
      return try Cost.of { try loop.insert() }.cost
    }()
    for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: copy + suffix) {
      try FileManager.default.removeItem(atPath: copy + suffix)
    }
    return (hash, inserts)
  }

  private func discard(_ package: Package) throws {
    let folder = URL(fileURLWithPath: package.ledger).deletingLastPathComponent()
    try FileManager.default.removeItem(at: folder)
  }

  private func tell(
    _ rounds: [Round], _ package: Package, _ rows: Int, _ report: inout BenchReport
  ) {
    let intake = Cost.median(rounds.map(\.intake))
    let bare = Cost.median(rounds.map(\.bare))
    report.add("package, records", Double(records), "records")
    report.add("package, bytes of records.json", Double(package.size), "B")
    report.add("rounds", Double(rounds.count), "")
    report.add("intake", intake, count: records, of: "records")
    report.add("intake, bytes", Double(package.size) / 1e6 / intake.seconds, "MB/s")
    report.add("bare loop, rows", Double(rows), "rows")
    report.add("bare loop, hashing", Cost.median(rounds.map(\.hash)).seconds, "s")
    report.add("bare loop, inserting", Cost.median(rounds.map(\.inserts)).seconds, "s")
    report.add("bare loop", bare)
    let ratios = rounds.map { $0.intake.seconds / $0.bare.seconds }.sorted()
    report.add("intake / bare loop, median", ratios[ratios.count / 2], "times", goal: "at most 2")
    report.add("intake / bare loop, smallest", ratios[0], "times")
    report.add("intake / bare loop, largest", ratios[ratios.count - 1], "times")
    report.compare("intake", intake, "bare loop", bare)
  }

  private func python(
    _ package: Package, _ rows: Int, _ intake: Cost, _ report: inout BenchReport
  ) throws {
    let loop = PythonLoop(folder: folder)
    guard let figures = try loop.run(records: package.path, ledger: package.ledger) else {
      Progress.tell("python3 with json and sqlite3 is not here: not compared")
      return
    }
    guard figures.rows == rows else {
      throw BenchFault("python3 inserted \(figures.rows) rows, the bare loop \(rows)")
    }
    report.add("python json and sqlite3", figures.seconds, "s")
    report.add("python, of it canonical form and digest", figures.digestSeconds, "s")
    report.add("python, peak memory", Double(figures.peakKiB) / 1024, "MiB")
    report.add("python / intake", figures.seconds / intake.seconds, "times", goal: "several")
    report.add(
      "python without digest / intake",
      (figures.seconds - figures.digestSeconds) / intake.seconds, "times")
  }

  /// Reads the file as a stream and hashes it.
  private static func hash(_ path: String, _ algorithm: DigestAlgorithm) throws {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    let digest = try DigestStream(algorithm)
    while let bytes = try file.read(upToCount: 1 << 20), !bytes.isEmpty {
      bytes.withUnsafeBytes { digest.update($0) }
    }
    try file.close()
    _ = try digest.finish()
  }
}
