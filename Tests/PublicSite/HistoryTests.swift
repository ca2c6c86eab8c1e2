import Disclosure
import Foundation
import PublicSite
import Quantities
import SyntheticCounty
import TestKit
import Testing

/// Upon whatever was there before, a release has the bytes that a release from nothing has.
@Suite("Histories of a site")
struct HistoryTests {
  /// A county and what has happened to it so far.
  private struct Story {
    var candidates: ArraySlice<DisclosureCandidate>
    var shown: [DisclosureCandidate] = []
    let county: SyntheticCounty
    let held: HeldRecords
    var random: SeededRandom
    var day: Day

    init(seed: UInt64, count: Int) {
      county = SyntheticCounty(count: count, seed: seed)
      candidates = county.candidates[...]
      held = HeldRecords([], secrets: county.secrets)
      random = SeededRandom(seed: seed)
      day = county.builtOn - 100
      publishNew(count / 2)
    }

    mutating func publishNew(_ count: Int) {
      for candidate in candidates.prefix(count) {
        held.publish(MaskingPolicy().disclose(candidate), on: day)
        shown.append(candidate)
      }
      candidates = candidates.dropFirst(count)
    }

    mutating func pick() -> Int? {
      shown.isEmpty ? nil : Int.random(in: 0..<shown.count, using: &random)
    }

    mutating func happen() {
      day = day + 1
      switch Int.random(in: 0..<10, using: &random) {
      case 0...2: publishNew(Int.random(in: 1...40, using: &random))
      case 3...5:
        for _ in 0..<Int.random(in: 1...5, using: &random) {
          guard let place = pick() else { continue }
          shown[place].state = [.running, .due, .settled][place % 3]
          revise(place, .correction, "贷款状态变化")
        }
      case 6:
        guard let place = pick(), let town = SyntheticCounty.towns.randomElement(using: &random)
        else { return }
        shown[place].town = town
        revise(place, .correction, "补充更正")
      case 7:
        guard let place = pick() else { return }
        shown[place].projectName = "改名后的项目"
        revise(place, .redaction, "删除个人信息")
      case 8:
        guard let place = pick() else { return }
        held.withdraw(shown[place].number, on: day, reason: "本人申请")
        shown.remove(at: place)
      default: break  // Only the day goes on.
      }
    }

    private func revise(_ place: Int, _ change: PublishedEntry.Change, _ reason: String) {
      held.publish(
        MaskingPolicy().disclose(shown[place]), on: day, change: change, reason: reason)
    }

    func input() -> SiteInput {
      var input = county.input()
      input.builtOn = day
      return input
    }
  }

  @Test(
    "an incremental release has the bytes of a full one, and its links lead somewhere",
    arguments: [1, 2] as [UInt64])
  func incrementalIsFull(seed: UInt64) throws {
    var story = Story(seed: seed, count: 200)
    let site = try SiteFixture()
    for step in 0..<8 {
      for _ in 0..<Int.random(in: 0...3, using: &story.random) { story.happen() }
      var publish = site.publisher(story.county, story.held)
      publish.input = story.input()
      let result = try publish()
      #expect(result.isLive && result.leaks.isEmpty, "seed \(seed), step \(step)")
      let other = try SiteFixture()
      var full = other.publisher(story.county, story.held, full: true)
      full.input = story.input()
      let files = try other.files(try full().release)
      #expect(try site.files(result.release) == files, "seed \(seed), step \(step)")
      #expect(result.pages == files.count)
      #expect(result.bytes == files.values.reduce(0) { $0 + $1.count })
      #expect(try CheckSite.damage(of: site.folder, digest: HeldRecords.digest)?.damaged == [])
      if step == 7 { linksLeadSomewhere(files, "seed \(seed)") }
    }
  }

  private func linksLeadSomewhere(_ files: [String: Data], _ place: String) {
    for (path, page) in files where path.hasSuffix(".html") {
      let folder = path.split(separator: "/").dropLast()
      let parts = String(decoding: page, as: UTF8.self).components(separatedBy: "href=\"")
      for part in parts.dropFirst() {
        let address = part.prefix { $0 != "\"" && $0 != "#" }
        if address.isEmpty || address.contains(":") { continue }
        var steps = folder
        for step in address.split(separator: "/") {
          if step == ".." { steps.removeLast() } else { steps.append(step) }
        }
        if files[steps.joined(separator: "/")] == nil {
          Issue.record("\(place): \(path) → \(address)")
        }
      }
    }
  }

  @Test("what was withdrawn or redacted is in no kept release once they are rewritten")
  func rewriting() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 150, seed: 5)
    var candidates = county.candidates
    candidates[17].projectName = "独一无二甲号作坊"
    candidates[90].projectName = "独一无二乙号作坊"
    let held = HeldRecords(candidates.map(MaskingPolicy().disclose), secrets: county.secrets)
    var sizes: [String: Int64] = [:]
    for _ in 0..<3 {
      sizes[try site.publisher(county, held)().release] = held.size
      candidates[3].state = candidates[3].state == .due ? .settled : .due
      held.publish(MaskingPolicy().disclose(candidates[3]), on: county.builtOn, reason: "状态")
    }
    let before = try site.files("000002")
    held.withdraw(candidates[17].number, on: county.builtOn, reason: "本人申请")
    candidates[90].projectName = "乙号"
    held.publish(
      MaskingPolicy().disclose(candidates[90]), on: county.builtOn, change: .redaction,
      reason: "删除个人信息")
    #expect(try site.publisher(county, held)().release == "000004")
    #expect(try site.holds("独一无二"))
    for release in ["000002", "000003"] {
      held.shown = sizes[release]
      #expect(try site.publisher(county, held).rewrite(release).isEmpty)
    }
    #expect(try !site.holds("独一无二"))
    #expect(site.current == "releases/000004")
    // What has nothing to do with them is as it was.
    let after = try site.files("000002")
    let changed = before.filter { after[$0.key] != $0.value }.keys
    #expect(changed.count { $0.hasPrefix("record/") && $0.hasSuffix(".html") } == 2)
    #expect(after[SiteAddress.record(candidates[17].number).path] != nil)
  }

  @Test("a secret that became known later stops a release although its page is not made again")
  func laterSecret() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 300)
    var candidates = county.candidates
    candidates[41].projectName = "面馆 6228480012345678901"
    let held = HeldRecords(candidates.map(MaskingPolicy().disclose), secrets: county.secrets)
    #expect(try site.publisher(county, held)().isLive)
    held.learn(Secrets(accounts: ["6228480012345678901"]))
    let stopped = try site.publisher(county, held)()
    #expect(!stopped.isLive)
    #expect(stopped.leaks.contains { $0.file == SiteAddress.record(candidates[41].number).path })
    #expect(site.current == "releases/000001")
    // Once more: what was found is not forgotten by looking at it.
    #expect(try !site.publisher(county, held)().isLive)
  }

  @Test("a lost or damaged store is made again")
  func damage() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 250)
    let first = try site.publisher(county)()
    let files = try site.files(first.release)
    let record = "record/2025/0000xx/ZEZHOU-2025-000007.html"
    let place = "\(site.folder)/releases/\(first.release)/\(record)"
    try Data("changed".utf8).write(to: URL(fileURLWithPath: place))
    #expect(
      try CheckSite.damage(of: site.folder, digest: HeldRecords.digest)?.damaged == [record])
    let full = try site.publisher(county, full: true)()
    #expect(try site.files(full.release) == files)
    #expect(full.unchanged == 0)
    // A page that is to be taken over is gone: the build notices and does without.
    try FileManager.default.removeItem(
      atPath: "\(site.folder)/releases/\(full.release)/\(record)")
    let held = HeldRecords(county.records(), secrets: county.secrets)
    var odd = county.candidates[county.candidates.count - 1]
    odd.state = .due
    for candidate in county.candidates where candidate.number.year == 2025 {
      odd = candidate
      odd.jobs = 77
    }
    held.publish(MaskingPolicy().disclose(odd), on: county.builtOn)
    #expect(try site.publisher(county, held)().isLive)
    #expect(try CheckSite.damage(of: site.folder, digest: HeldRecords.digest)?.damaged == [])
  }
}
