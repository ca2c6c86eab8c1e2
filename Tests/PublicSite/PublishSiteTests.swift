import Disclosure
import Foundation
import PublicSite
import SyntheticCounty
import Testing

@Suite("Publishing a site")
struct PublishSiteTests {
  @Test("every step is told in its order, and the counts are those of the files")
  func steps() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 120)
    var told: [String] = []
    let result = try site.publisher(county)() { progress in
      if case .began(let step) = progress { told.append(step.rawValue) }
    }
    #expect(told == ["plan", "render", "index", "data", "scan", "verify", "switch"])
    let files = try site.files(result.release)
    #expect(result.isLive && result.leaks.isEmpty)
    #expect(site.current == "releases/000001")
    #expect(files.count == result.pages && result.pages == result.written)
    #expect(files.values.reduce(0) { $0 + $1.count } == result.bytes)
    #expect(files.keys.count { $0.hasPrefix("record/") && $0.hasSuffix(".html") } == 120)
    #expect(files["index.html"] != nil && files["404.html"] != nil)
  }

  @Test(
    "a name that two surnames of the search script spell is nobody there, but somebody elsewhere")
  func ownScripts() throws {
    let county = SyntheticCounty(count: 20)
    var secrets = county.secrets
    secrets.maskedNames.insert("马诸葛")
    let clean = try SiteFixture()
    let result = try clean.publisher(county, HeldRecords(county.records(), secrets: secrets))()
    #expect(result.isLive, "\(result.leaks)")
    let taken = county.records()[0].project
    secrets.maskedNames.insert(String(taken.suffix(3)))
    let site = try SiteFixture()
    let stopped = try site.publisher(county, HeldRecords(county.records(), secrets: secrets))()
    #expect(!stopped.isLive && !stopped.leaks.isEmpty)
  }

  @Test("the same input gives the same bytes, built anew or upon the last release")
  func deterministic() throws {
    let (one, two) = (try SiteFixture(), try SiteFixture())
    let county = SyntheticCounty(count: 130)
    let first = try one.publisher(county)()
    let other = SyntheticCounty(count: 40)
    _ = try two.publisher(other, other.records(), from: 1000)()
    let second = try two.publisher(county)()
    #expect(second.release == "000002")
    #expect(try one.files(first.release) == two.files(second.release))
    let again = try one.publisher(county)()
    #expect(again.written == 0 && again.unchanged == first.pages)
    #expect(try one.files(again.release) == one.files(first.release))
    let full = try one.publisher(county, full: true)()
    #expect(full.unchanged == 0 && full.written == first.pages)
  }

  @Test("one more record changes its lists and the overviews, and no other record")
  func small() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 200)
    let records = county.records()
    let before = try site.publisher(county, Array(records.dropLast()))()
    let after = try site.publisher(county, records)()
    let (old, new) = (try site.files(before.release), try site.files(after.release))
    let changed = Set(new.filter { old[$0.key] != $0.value }.keys)
    #expect(after.written == changed.count)
    // Its page, and the rows of its folder.
    #expect(changed.filter { $0.hasPrefix("record/") }.count == 2)
    // Its page, five lists, home, overview, at most one new full page for each list, and the one
    // before that; the month's two files of changes.
    let pages = changed.filter { !$0.hasPrefix("search/") && !$0.hasSuffix("/.rows") }
    #expect((10...20).contains(pages.count), "\(pages.sorted())")
  }

  @Test(
    "a leak anywhere stops the release and leaves the old site",
    arguments: ["identity", "phone", "account", "name", "unknown"])
  func leak(kind: String) throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 60)
    let first = try site.publisher(county)()
    let before = try site.files(first.release)
    var bad = county.candidates
    let planted =
      switch kind {
      case "identity": county.secrets.identityNumbers.sorted()[7]
      case "phone": county.secrets.phones.sorted()[7]
      case "account": county.secrets.accounts.sorted()[7]
      case "name": county.secrets.maskedNames.sorted()[7]
      default: "11010519491231002X"
      }
    bad[41].projectName = "面馆（\(planted)）"
    let result = try site.publisher(
      county, bad.map(MaskingPolicy().disclose), from: 1000)()
    #expect(!result.isLive)
    #expect(result.leaks.contains { $0.file == SiteAddress.record(bad[41].number).path })
    #expect(site.current == "releases/000001")
    #expect(try site.releases == ["000001", "000001.manifest"])
    #expect(try site.files(first.release) == before)
    #expect(try !site.holds(planted) || kind == "name")
    #expect(!"\(result)".contains(planted))
  }

  @Test("the source fails, records are out of order, a code is no address: nothing is left")
  func faults() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 30)
    let records = county.records()
    #expect(throws: PublishFault.self) {
      _ = try site.publisher(county, BrokenSource(records))()
    }
    #expect(throws: PublishFault.self) {
      _ = try site.publisher(county, BrokenSource(records, backwards: true))()
    }
    var odd = county.candidates
    odd[3].bank = Labelled(code: "../x", name: "银行")
    #expect(throws: PublishFault.self) {
      _ = try site.publisher(county, odd.map(MaskingPolicy().disclose))()
    }
    #expect(try site.releases == [])
    #expect(site.current == nil)
  }

  @Test("a fault of the file system leaves the old site and no half release")
  func fileSystem() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 20)
    _ = try site.publisher(county)()
    // A folder where the new link has to be made: the very last step fails.
    let next = site.folder + "/current.next"
    try FileManager.default.createDirectory(
      atPath: next + "/in the way", withIntermediateDirectories: true)
    let fault = #expect(throws: PublishFault.self) {
      try site.publisher(county)()
    }
    #expect(PublishSiteTests.place(of: fault) == "unlink \(next)")
    #expect(site.current == "releases/000001")
    #expect(try site.releases == ["000001", "000001.manifest"])
    try FileManager.default.removeItem(atPath: next)
    #expect(try site.publisher(county)().isLive)
    #expect(!FileManager.default.fileExists(atPath: next))
  }

  @Test("a folder that cannot be made is named")
  func noFolder() throws {
    let site = try SiteFixture()
    try Data().write(to: URL(fileURLWithPath: site.folder + "/releases"))
    let county = SyntheticCounty(count: 1)
    let fault = #expect(throws: PublishFault.self) {
      try site.publisher(county)()
    }
    #expect(PublishSiteTests.place(of: fault) == "opendir \(site.folder)/releases")
  }

  /// The operation and path of a fault of the file system.
  private static func place(of fault: PublishFault?) -> String? {
    guard case .file(let operation, let path, let reason) = fault, !reason.isEmpty else {
      return nil
    }
    return "\(operation) \(path)"
  }

  @Test("what a build that was cut off left is cleared, and three releases are kept")
  func clearing() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 20)
    for _ in 0..<2 { _ = try site.publisher(county)() }
    try FileManager.default.createDirectory(
      atPath: site.folder + "/releases/000003/record", withIntermediateDirectories: true)
    for _ in 0..<3 { _ = try site.publisher(county)() }
    #expect(
      try site.releases == [
        "000003", "000003.manifest", "000004", "000004.manifest", "000005", "000005.manifest",
      ])
    #expect(site.current == "releases/000005")
  }

  @Test("a real site may lack none of its numbers; a demonstration may")
  func identity() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 1)
    var publisher = site.publisher(county)
    publisher.input.identity.icpRecord = ""
    #expect(try publisher().isLive)
    publisher.input.identity.demo = false
    let fault = #expect(throws: PublishFault.self) { try publisher() }
    guard case .identityIncomplete(let members) = fault else {
      Issue.record("a real site was published without its ICP number")
      return
    }
    #expect(members == ["ICP备案号"])
  }

  @Test("a county without a loan has a site too")
  func empty() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 0)
    #expect(try site.publisher(county)().isLive)
  }
}
