import DemoCounty
import Foundation
import Sealing

/// Takes one sealed package of many records, then does the least that any program would have to
/// do with it: hash the bytes and insert the rows.
struct IntakeBench {
  let folder: String
  let records: Int
  let seed: UInt64

  func run(_ report: inout BenchReport) throws {
    var place = try Workplace(folder, seed: seed)
    let (options, policy, records) = (place.options, place.policy, self.records)
    let dropped = try place.drop { sink in
      try BatchStream.write(records, options, policy: policy, sink: sink)
    }
    report.add("package, bytes of records.json", Double(dropped.size), "B")
    let intake = try Cost.of { try place.receive() }.cost
    report.add("intake", intake, count: records, of: "records")

    let hash = try Cost.of {
      try Self.hash(dropped.archived, place.bank.suite.digestAlgorithm)
    }.cost
    let loop = try BareLoop(
      source: folder + "/ledger.sqlite", copy: folder + "/bare.sqlite")
    let rows = loop.rowCount
    let inserts = try Cost.of { try loop.insert() }.cost
    report.add("bare loop, rows", Double(rows), "rows")
    report.add("bare loop, hashing", hash.seconds, "s")
    report.add("bare loop, inserting", inserts.seconds, "s")
    report.add("bare loop", hash + inserts)
    report.compare("intake", intake, "bare loop", hash + inserts, goal: "at most 2")
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
