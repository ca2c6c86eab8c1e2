import Disclosure
import Foundation
import PublicSite
import SyntheticCounty
import Testing

/// What a release shares with those before it, and what is left when a build does not get to its
/// end or another program made the releases that are there.
@Suite("The tree of a release")
struct ReleaseTreeTests {
  private let site: SiteFixture
  private let county = SyntheticCounty(count: 250)
  private let held: HeldRecords

  init() throws {
    site = try SiteFixture()
    held = HeldRecords(county.records(), secrets: county.secrets)
  }

  /// A loan of the county changes its state.
  private func revise(_ place: Int, projectName: String? = nil) {
    var candidate = county.candidates[place]
    candidate.jobs = 77
    if let projectName { candidate.projectName = projectName }
    held.publish(MaskingPolicy().disclose(candidate), on: county.builtOn, reason: "补充更正")
  }

  /// Where the links of a release's top lead, by name.
  private func links(_ release: String) throws -> [String: String] {
    let place = "\(site.folder)/releases/\(release)"
    var links: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: place) {
      let type = try FileManager.default.attributesOfItem(atPath: "\(place)/\(name)")[.type]
      if type as? FileAttributeType == .typeSymbolicLink {
        links[name] = try FileManager.default.destinationOfSymbolicLink(atPath: "\(place)/\(name)")
      }
    }
    return links
  }

  private func names(_ folder: String) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: "\(site.folder)/\(folder)"))
  }

  private func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(site.folder)/\(name)"))
  }

  @Test("folders of links are shared: of those only the ones above a change are made anew")
  func shared() throws {
    let first = try site.publisher(county, held)().release
    let folders = try names("tree")
    let second = try site.publisher(county, held)().release
    #expect(try names("tree") == folders)
    #expect(try links(first) == links(second))
    revise(7)
    let third = try site.publisher(county, held)().release
    let (before, after) = (try links(second), try links(third))
    #expect(before.keys == after.keys)
    #expect(before["record"] != after["record"])
    // The record's year, the years, the lists it stands in and their kinds, the cards.
    #expect(try names("tree").subtracting(folders).count <= 15)
    let own = county.records()[7].number.year
    for year in Set(county.records().map(\.number.year)) {
      let places = try [second, third].map { release in
        try FileManager.default.destinationOfSymbolicLink(
          atPath: "\(site.folder)/releases/\(release)/record/\(year)")
      }
      #expect((places[0] == places[1]) == (year != own), "\(year)")
    }
  }

  @Test("the whole folder can be moved")
  func moved() throws {
    let release = try site.publisher(county, held)().release
    let files = try site.files(release)
    let other = try SiteFixture()
    try FileManager.default.removeItem(atPath: other.folder)
    try FileManager.default.moveItem(atPath: site.folder, toPath: other.folder)
    #expect(try other.files(release) == files)
    try FileManager.default.createDirectory(
      atPath: site.folder, withIntermediateDirectories: true)
  }

  @Test("what a build wrote that was cut off is not taken over: it may be damaged")
  func cutOff() throws {
    _ = try site.publisher(county, held)()
    let before = try names("store")
    revise(7)
    let cut = try site.publisher(county, held)().release
    let files = try site.files(cut)
    // As if the power had gone before its manifest was written, and before its files were on disk.
    try FileManager.default.removeItem(atPath: "\(site.folder)/releases/\(cut).manifest")
    try FileManager.default.removeItem(atPath: site.folder + "/current")
    try FileManager.default.createSymbolicLink(
      atPath: site.folder + "/current", withDestinationPath: "releases/000001")
    for bucket in try names("store").subtracting(before) where !bucket.hasSuffix(".manifest") {
      for file in try names("store/\(bucket)") {
        let place = "\(site.folder)/store/\(bucket)/\(file)"
        // Files that are shared by a hard link were on disk long before.
        let links = try FileManager.default.attributesOfItem(atPath: place)[.referenceCount]
        if links as? Int == 1 { try write("", "store/\(bucket)/\(file)") }
      }
    }
    let again = try site.publisher(county, held)()
    #expect(again.release == cut && again.isLive)
    #expect(try site.files(cut) == files)
    #expect(try CheckSite.damage(of: site.folder, digest: HeldRecords.digest)?.damaged == [])
  }

  @Test("a release that leaks leaves nothing in the store")
  func leaking() throws {
    _ = try site.publisher(county, held)()
    let (store, folders) = (try names("store"), try names("tree"))
    revise(9, projectName: "面馆 6228480012345678901")
    held.learn(Secrets(accounts: ["6228480012345678901"]))
    #expect(try !site.publisher(county, held)().isLive)
    #expect(try names("store") == store)
    #expect(try names("tree") == folders)
    #expect(try site.releases == ["000001", "000001.manifest"])
  }

  @Test(
    "releases of an earlier program: everything is made anew, and what was redacted stays nowhere",
    arguments: [true, false])
  func upgraded(isReadable: Bool) throws {
    revise(7, projectName: "独一无二甲号作坊")
    for _ in 0..<2 { _ = try site.publisher(county, held)() }
    let sizes = held.size
    for release in ["000001", "000002"] {
      let name = "releases/\(release).manifest"
      let lines = try String(contentsOfFile: "\(site.folder)/\(name)", encoding: .utf8)
        .split(separator: "\n").filter { !$0.hasPrefix("folder ") }
      // Before there were folders of links, or in a form that nobody reads any more.
      try write((isReadable ? lines : ["form 0"] + lines).joined(separator: "\n") + "\n", name)
    }
    var candidate = county.candidates[7]
    candidate.projectName = "甲号"
    held.publish(
      MaskingPolicy().disclose(candidate), on: county.builtOn, change: .redaction,
      reason: "删除个人信息")
    let result = try site.publisher(county, held)()
    #expect(result.isLive && (isReadable || result.unchanged == 0))
    let kept = try KeptReleases.all(in: site.folder)
    #expect(kept.map(\.release) == (isReadable ? ["000001", "000002", "000003"] : ["000003"]))
    #expect(try site.holds("独一无二") == isReadable)
    held.shown = sizes
    for release in kept where !release.isLive {
      #expect(try site.publisher(county, held).rewrite(release.release).isEmpty)
    }
    #expect(try !site.holds("独一无二"))
    #expect(try site.releases.count == kept.count * 2)
  }
}
