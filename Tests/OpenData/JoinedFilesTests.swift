import Disclosure
import Foundation
import OpenData
import PublicSite
import Quantities
import StrictJSON
import SyntheticCounty
import TestKit
import Testing

/// The data files of a site are joined from rows that are kept with the pages of records.
@Suite("Joined data files")
struct JoinedFilesTests {
  private struct Site {
    let folder: ScratchFolder
    let county: SyntheticCounty
    let held: HeldRecords
    /// The records that stand, as they are now.
    var shown: [PublicRecord]

    init(count: Int) throws {
      folder = try ScratchFolder("joined")
      county = SyntheticCounty(count: count)
      shown = county.records()
      held = HeldRecords(shown, secrets: county.secrets)
    }

    @discardableResult
    func publish() throws -> PublishSite.Result {
      try PublishSite(
        input: county.input(), site: folder.path, source: held, digest: HeldRecords.digest)()
    }

    func data(_ name: String) throws -> [UInt8] { try folder.bytes("current/data/\(name)") }

    /// A number that the same file has, and no other, as long as it is the same.
    func identity(_ name: String) throws -> UInt64? {
      try FileManager.default.attributesOfItem(
        atPath: folder.url("current/data/\(name)").resolvingSymlinksInPath().path)[
          .systemFileNumber] as? UInt64
    }

    /// Every file has the rows of the records that stand, made anew here.
    func check(_ place: String) throws {
      for file in DataFile.all(years: Set(shown.map(\.number.year)).sorted()) where file != .runs {
        var bytes = file.start
        for record in shown where file.year == nil || file.year == record.number.year {
          let rows = RecordRows(record)
          switch (file.table, file.form) {
          case ("records", .csv): bytes += rows.records
          case ("subsidies", _): bytes += rows.subsidies
          default: bytes += rows.line
          }
        }
        let name = String(file.path.dropFirst("data/".count))
        let found = try data(name)
        #expect(found == bytes, "\(place): \(name)")
        let sum = HeldRecords.digest(bytes)
        #expect(
          String(decoding: try data("SHA256SUMS"), as: UTF8.self).contains("\(sum)  \(name)\n"))
        let package = String(decoding: try data("datapackage.json"), as: UTF8.self)
        #expect(package.contains("sha256:\(sum)") && package.contains("\(bytes.count)"))
      }
    }
  }

  @Test("they have the rows of the records that stand, whatever happened to them")
  func rows() throws {
    var site = try Site(count: 420)
    try site.publish()
    try site.check("first")
    var candidates = site.county.candidates
    // The rest of a folder keeps its rows; of another all change; one becomes a tombstone.
    for index in [3, 250] + (100..<200) {
      candidates[index].jobs = 91
      site.shown[index] = MaskingPolicy().disclose(candidates[index])
      site.held.publish(site.shown[index], on: site.county.builtOn)
    }
    site.held.withdraw(candidates[7].number, on: site.county.builtOn, reason: "本人申请")
    site.shown.remove(at: 7)
    try site.publish()
    // What a record says of its own revision is not part of this test's records.
    var again: [PublicRecord] = []
    for record in site.shown {
      try site.held.forEachRecord(from: record.number, through: record.number) {
        again.append(try $0.record())
      }
    }
    site.shown = again
    try site.check("changed")
    try site.publish()
    try site.check("once more")
  }

  @Test("the files of a year in which nothing changed are the very same files")
  func untouched() throws {
    let site = try Site(count: 300)
    try site.publish()
    let years = Set(site.shown.map(\.number.year)).sorted()
    let first = try #require(years.first)
    let last = try #require(site.county.candidates.indices.last)
    let files = ["records-\(first).csv", "subsidies-\(first).csv", "records-\(first).jsonl"]
    let before = try files.map(site.identity)
    var candidate = site.county.candidates[last]
    candidate.jobs = 77
    site.held.publish(MaskingPolicy().disclose(candidate), on: site.county.builtOn)
    try site.publish()
    #expect(try files.map(site.identity) == before)
    #expect(years.count > 1)
    let changed = String(decoding: try site.data("records-\(years.last ?? 0).csv"), as: UTF8.self)
    #expect(changed.contains(",77,"))
  }

  @Test("rows that were lost or damaged are made again")
  func damage() throws {
    let site = try Site(count: 150)
    try site.publish()
    let record = site.county.candidates[20].number
    let page = site.folder.url("current/" + SiteAddress.record(record).path)
    for (count, damage) in [nil, "1 2 3\n", "20 1 1 1\n", "x"].enumerated() {
      let folder = page.resolvingSymlinksInPath().deletingLastPathComponent()
      try FileManager.default.removeItem(at: folder.appendingPathComponent(".rows"))
      if let damage {
        try Data(damage.utf8).write(to: folder.appendingPathComponent(".rows"))
      }
      var candidate = site.county.candidates[20]
      candidate.jobs = 70 + count
      site.held.publish(MaskingPolicy().disclose(candidate), on: site.county.builtOn)
      #expect(try site.publish().isLive, "\(damage ?? "gone")")
      let lines = String(decoding: try site.data("records.csv"), as: UTF8.self)
      #expect(lines.split(separator: "\r\n").count == 151)
      #expect(lines.contains(",\(70 + count),"))
    }
  }

  @Test("a secret in the rows is told there too, and stops the release")
  func leak() throws {
    let site = try Site(count: 120)
    let secret = try #require(site.county.secrets.phones.sorted().first)
    var candidate = site.county.candidates[33]
    candidate.projectName = "面馆 \(secret)"
    site.held.publish(MaskingPolicy().disclose(candidate), on: site.county.builtOn)
    let result = try site.publish()
    #expect(!result.isLive)
    #expect(result.leaks.contains { $0.file.hasSuffix("/.rows") })
  }
}
