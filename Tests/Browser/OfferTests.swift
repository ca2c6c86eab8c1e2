import Disclosure
import Foundation
import PublicSite
import Quantities
import SyntheticCounty
import TestKit
import Testing

/// What readers take along: the printed sheet with its address and code, and each list's own files.
/// DISCLOSURE §4.
@Suite("What readers take along")
struct OfferTests {
  @Test("paper tells the address, read back from its code; a list gives its own CSV and JSON")
  func offer() throws {
    guard let chromium = PythonTools.chromium,
      let python = PythonTools.python(having: "playwright", "zxingcpp", "PIL")
    else { return }
    let folder = try ScratchFolder("offer")
    let county = SyntheticCounty(count: 300)
    var input = county.input()
    let url = "https://www.example.gov.cn/zwgk/cydb/"
    input.identity.url = url
    let records = county.records()
    let result = try PublishSite(
      input: input, site: folder.path("site"),
      source: HeldRecords(records, secrets: county.secrets), digest: HeldRecords.digest)()
    #expect(result.isLive, "\(result.leaks)")
    let last = try #require(records.last)
    let lists = [
      FacetKey(kind: .town, code: last.town.code), FacetKey(kind: .bank, code: last.bank.code),
      FacetKey(kind: .industry, code: last.industry.code),
      FacetKey(kind: .kind, code: "individual"),
      FacetKey(kind: .month, code: String(last.disbursedOn.description.prefix(7))),
    ].map { SiteAddress.list($0).path }
    let tests = try #require(PackageRoot.located).appendingPathComponent("Tests")
    let release = folder.path("site/releases/\(result.release)")
    let output = try Command.run(
      python,
      [
        tests.appendingPathComponent("TransparencyLog/serve.py").path, release,
        python, tests.appendingPathComponent("Browser/offer.py").path, chromium, release, "{}",
        url, SiteAddress.record(last.number).path,
      ] + lists)
    #expect(output.status == 0 && output.text == "\n", "\(output.text) \(output.message)")
  }
}
