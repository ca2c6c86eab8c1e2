import Disclosure
import Foundation
import PublicSite
import SyntheticCounty
import TestKit

/// A site with every kind of page: corrections, a withdrawal, a notice, objections with answers,
/// and the arithmetic where it is built.
struct BuiltSite {
  /// The release's folder.
  let release: String
  /// One page of each kind.
  let pages: [String]
  /// The page with the most stretches of days, and that of a record taken back.
  let record: String
  let tombstone: String

  init(at folder: String, count: Int = 300) throws {
    let county = SyntheticCounty(count: count)
    var input = county.input()
    if let wasm = PackageRoot.located?.appendingPathComponent(".build/wasm/calculator.wasm"),
      FileManager.default.fileExists(atPath: wasm.path)
    {
      input.engine = try Data(contentsOf: wasm).base64EncodedString()
    }
    let records = county.records()
    let held = HeldRecords(records, secrets: county.secrets)
    for index in stride(from: 5, to: records.count, by: 4) {
      held.publish(records[index], on: county.builtOn, reason: "补充更正")
    }
    var corrected = county.candidates[5]
    corrected.projectName = "\(corrected.town.name)便民店（原登记有误）"
    corrected.jobs = 17
    held.publish(MaskingPolicy().disclose(corrected), on: county.builtOn, reason: "补充更正")
    held.withdraw(records[3].number, on: county.builtOn, reason: "本人申请不再公开")
    input.notices = [county.notice]
    input.objections = county.objections(to: records[5].number, records[3].number)
    input.contested = [records[6].number]
    let result = try PublishSite(
      input: input, site: folder, source: held, digest: HeldRecords.digest)()
    func stretches(_ record: PublicRecord) -> Int {
      record.quarters.reduce(0) { $0 + 1 + ($1.detail?.segments.count ?? 0) }
    }
    guard let longest = records.max(by: { stretches($0) < stretches($1) }),
      let fresh = records.last(where: \.quarters.isEmpty)
    else { preconditionFailure("records with and without quarters") }
    release = "\(folder)/releases/\(result.release)"
    record = SiteAddress.record(longest.number).path
    tombstone = SiteAddress.record(records[3].number).path
    let overview: [SiteAddress] = [
      .home, .browse, .search, .subsidies, .statistics, .policy, .trial, .check, .data, .changes,
      .changesPage(1), .notices, .notice(county.notice.notice.number), .objections, .about, .map,
      .notFound, .record(records[5].number), .record(records[6].number), .record(fresh.number),
    ]
    pages =
      overview.map(\.path) + [
        record, tombstone, "subsidy/2026Q1.html", "town/140525106000/index.html",
        "kind/individual/1/p1.html",
      ]
  }
}
